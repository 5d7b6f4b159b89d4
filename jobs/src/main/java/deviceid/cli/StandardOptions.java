// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import picocli.CommandLine.Option;

/** Options of every program, beside picocli's own {@code --help} and {@code --version}. */
public final class StandardOptions {

  /** The name of the option that shows stack traces. */
  public static final String DEBUG = "--debug";

  /** The name of the option that allows lossy settings. */
  public static final String ACCEPT_LOSS = "--accept-loss";

  @Option(names = DEBUG, description = "Show stack traces with errors.")
  boolean debug;

  @Option(
      names = ACCEPT_LOSS,
      description = "Allow settings that can lose rows. Results are still checked.")
  boolean acceptLoss;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Local file for the run record (default: a new file in the runs folder).")
  String record;

  public boolean acceptLoss() {
    return acceptLoss;
  }

  /** Where the run record is to be; null for a new file in the runs folder. */
  public String record() {
    return record;
  }
}
