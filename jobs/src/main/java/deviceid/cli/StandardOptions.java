// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import picocli.CommandLine.Option;

/** Options of every program. */
public final class StandardOptions {

  /** The name of the option that shows stack traces. */
  public static final String DEBUG = "--debug";

  @Option(names = DEBUG, description = "Show stack traces with errors.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
