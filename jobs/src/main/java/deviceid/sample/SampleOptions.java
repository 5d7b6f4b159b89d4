// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.Converters;
import deviceid.cli.Seed;
import deviceid.memory.Loop.LoopOptions;
import deviceid.sample.Sampling.Method;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which samples are drawn, how, and how often. */
final class SampleOptions extends LoopOptions {

  @Option(
      names = "--method",
      paramLabel = "M",
      converter = Methods.class,
      defaultValue = "exact",
      description =
          "exact: samples have exactly their size; bernoulli: each row is drawn by itself, and a"
              + " sample has its size on average (default: ${DEFAULT-VALUE}).")
  Method method;

  @Option(
      names = "--compare",
      description = "Also run the sizes with rows regenerated for every run, and in memory.")
  boolean compare;

  /** These options and what decides the rows, by name. */
  Map<String, Object> with(Map<String, Object> rows) {
    Map<String, Object> settings = new HashMap<>(rows);
    settings.put("ratio", ratio);
    settings.put("repeats", repeats == null ? "by the warm-up" : repeats);
    settings.put("method", method);
    settings.put("compare", compare);
    settings.put("sample_seed", Seed.format(seed));
    return settings;
  }

  Sampling sampling(long rows, long size) {
    return new Sampling(method, seed, rows, size);
  }

  /** {@code exact} or {@code bernoulli}. */
  static final class Methods implements ITypeConverter<Method> {
    @Override
    public Method convert(String text) {
      return Converters.constant(
          Method.values(), text, "'" + text + "' is not a method; write exact or bernoulli");
    }
  }
}
