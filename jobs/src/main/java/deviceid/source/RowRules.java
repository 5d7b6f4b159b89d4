// SPDX-License-Identifier: Apache-2.0
package deviceid.source;

import deviceid.cli.Console;
import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.RowVerdicts;
import deviceid.rows.RowVerdicts.BadRows;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** Which stored rows are good, and how many bad ones may be skipped. The same for every program. */
public final class RowRules {

  @Option(
      names = "--max-bad-rows",
      paramLabel = "B",
      converter = Converters.Rows.class,
      defaultValue = "0",
      description = "Bad rows to skip before the program fails (default: ${DEFAULT-VALUE}).")
  long maxBadRows;

  @Option(names = "--crlf", description = "Accept rows that end with CRLF.")
  boolean crlf;

  @Option(names = "--ignore-case", description = "Accept rows with upper-case digits.")
  boolean ignoreCase;

  @Option(
      names = "--ignore-manifest",
      description = "Read the files as they are, even if the folder's manifest lists others.")
  boolean ignoreManifest;

  /** The limit on bad rows as a check, for a program that prints it with its other checks. */
  public Check check(JobRun run) {
    return Check.equal(
        "bad rows over the limit of " + RowCount.format(maxBadRows) + " = none",
        () -> Math.max(0, RowVerdicts.badRows(run::count) - maxBadRows),
        0);
  }

  public boolean isManifestIgnored() {
    return ignoreManifest;
  }

  /** Lets a job's readers take what these rules accept. */
  public void apply(Configuration conf) {
    DeviceIdInputFormat.accept(conf, crlf, ignoreCase);
  }

  /**
   * Compares bad rows with the limit, and prints the first ones.
   *
   * @param first the first of them, in words
   * @throws ProgramException with exit code 3 if they are more than the limit
   */
  public void judge(ToLongFunction<Ids> counters, BadRows first, Console console) {
    long bad = RowVerdicts.badRows(counters);
    first.lines().forEach(line -> console.say("bad row: %s", line));
    if (bad > maxBadRows) {
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "bad rows: "
              + RowCount.format(bad)
              + ", over the limit of "
              + RowCount.format(maxBadRows)
              + "; nothing was published."
              + first.nextStep().map(step -> " " + step + ".").orElse(""));
    }
    if (bad > 0) {
      console.say("bad rows skipped: %s", RowCount.format(bad));
    }
  }

  /** By option name, as far as they can change a result. */
  public Map<String, Object> identity() {
    return Map.of("max-bad-rows", maxBadRows, "crlf", crlf, "ignore-case", ignoreCase);
  }
}
