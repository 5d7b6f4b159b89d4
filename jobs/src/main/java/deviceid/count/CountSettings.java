// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import deviceid.input.DeviceIds;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * How much is combined, and where.
 *
 * @param emitEvery rows a mapper tallies before it emits; {@link Long#MAX_VALUE} for all
 * @param combiner whether the framework combines what mappers emit
 */
public record CountSettings(long emitEvery, boolean combiner) {

  /** One batch, and a combiner. */
  public static final CountSettings DEFAULT = new CountSettings(DeviceIds.BATCH_ROWS, true);

  /** The settings as options. */
  static final class Options {

    @Option(
        names = "--emit-every",
        paramLabel = "R",
        converter = EmittedRows.class,
        description =
            "Rows a mapper tallies before it emits, or all (default: "
                + DeviceIds.BATCH_ROWS
                + ").")
    Long emitEvery;

    @Option(
        names = "--no-combiner",
        description = "Run without a combiner: the reducer adds up all pairs.")
    boolean noCombiner;

    boolean areGiven() {
      return emitEvery != null || noCombiner;
    }

    CountSettings settings() {
      return new CountSettings(emitEvery == null ? DEFAULT.emitEvery : emitEvery, !noCombiner);
    }
  }

  /** A number of rows from 1 on, or {@code all}. */
  static final class EmittedRows implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.equals("all")) {
        return Long.MAX_VALUE;
      }
      long rows = new Converters.Rows().convert(text);
      if (rows < 1) {
        throw new TypeConversionException("--emit-every takes 1 or more rows, or all; not " + rows);
      }
      return rows;
    }
  }

  /** What decides an output: these settings and what decides the rows, by option name. */
  Map<String, Object> with(Map<String, Object> rows) {
    Map<String, Object> settings = new HashMap<>(rows);
    settings.put("emit-every", emitEvery);
    settings.put("combiner", combiner);
    return settings;
  }

  /** What differs from the default, for a job's name: {@code " emit-every=1 no-combiner"}. */
  String label() {
    String rows = emitEvery == Long.MAX_VALUE ? "all" : Long.toString(emitEvery);
    return (emitEvery == DEFAULT.emitEvery ? "" : " emit-every=" + rows)
        + (combiner ? "" : " no-combiner");
  }
}
