// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import deviceid.sample.Sampling.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which samples are drawn, how, and how often. */
final class SampleOptions {

  @Option(
      names = "--ratio",
      paramLabel = "R",
      converter = Converters.Rows.class,
      defaultValue = "100",
      description = "Each size is the one before divided by R (default: ${DEFAULT-VALUE}).")
  long ratio;

  @Option(
      names = "--repeats",
      paramLabel = "K",
      converter = Converters.Whole.class,
      defaultValue = "3",
      description = "Runs of each size, after one warm-up (default: ${DEFAULT-VALUE}).")
  int repeats;

  @Option(
      names = "--method",
      paramLabel = "M",
      converter = Methods.class,
      defaultValue = "exact",
      description = {
        "exact: samples have exactly their size; bernoulli: each row is in or out by itself, with",
        "the size on average (default: ${DEFAULT-VALUE})."
      })
  Method method;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      defaultValue = Seed.DEFAULT,
      description = "Seed of the sample: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--compare",
      description = "Also run the sizes with rows made anew in each run, and in memory.")
  boolean compare;

  /**
   * @throws ProgramException if a number is out of bounds
   */
  void check() {
    if (ratio < 2 || repeats < 1) {
      throw ProgramException.wrongUse("--ratio takes 2 or more, --repeats 1 or more");
    }
  }

  /** These options and what decides the rows, by name. */
  Map<String, Object> with(Map<String, Object> rows) {
    Map<String, Object> settings = new HashMap<>(rows);
    settings.put("ratio", ratio);
    settings.put("repeats", repeats);
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
      for (Method method : Method.values()) {
        if (method.name().toLowerCase(Locale.ROOT).equals(text)) {
          return method;
        }
      }
      throw new TypeConversionException("'" + text + "' is not a method; write exact or bernoulli");
    }
  }
}
