// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import picocli.CommandLine.Option;

/** The sizes of a loop over decreasing samples, how often each is run, and which rows are drawn. */
public class LoopOptions {

  @Option(
      names = "--ratio",
      paramLabel = "R",
      converter = Converters.Rows.class,
      defaultValue = "100",
      description = "Each size is the one before divided by R (default: ${DEFAULT-VALUE}).")
  public long ratio;

  @Option(
      names = "--repeats",
      paramLabel = "K",
      converter = Converters.Whole.class,
      description =
          "Runs of each size after a warm-up (default: 12 where that takes under 2 s, else 5).")
  public Integer repeats;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      defaultValue = Seed.DEFAULT,
      description = "Seed of the sample: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
  public long seed;

  /**
   * @throws ProgramException if a number is out of bounds
   */
  public void check() {
    if (ratio < 2 || (repeats != null && repeats < 1)) {
      throw ProgramException.wrongUse("--ratio takes 2 or more, --repeats 1 or more");
    }
  }

  /**
   * Settles how often each size is run, if the user has not said so: by how long the warm-up took,
   * never by what the runs show, or their intervals would be too narrow.
   */
  public void settleRepeats(long warmUpNanos) {
    if (repeats == null) {
      repeats = warmUpNanos < 2_000_000_000 ? 12 : 5;
    }
  }
}
