// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import picocli.CommandLine.Option;

/** Options of every program. */
public final class StandardOptions {

  /** The name of the option that shows stack traces. */
  public static final String DEBUG = "--debug";

  /** The name of the option that lets lossy settings be. */
  public static final String ACCEPT_LOSS = "--accept-loss";

  @Option(names = DEBUG, description = "Show stack traces with errors.")
  boolean debug;

  @Option(
      names = ACCEPT_LOSS,
      description = "Let settings be under which Hadoop may lose rows; checks still judge.")
  boolean acceptLoss;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Local file for the record of the run (default: one in the runs folder).")
  String record;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  public boolean acceptLoss() {
    return acceptLoss;
  }

  /** Where the run's record is to be; null for a name of its own in the runs folder. */
  public String record() {
    return record;
  }
}
