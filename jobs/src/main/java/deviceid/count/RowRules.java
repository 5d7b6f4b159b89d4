// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import picocli.CommandLine.Option;

/** What counts as a good row of stored IDs, and how many bad ones may be left out. */
final class RowRules {

  @Option(
      names = "--max-bad-rows",
      paramLabel = "B",
      converter = Converters.Rows.class,
      defaultValue = "0",
      description = "Bad rows to leave out before the count fails (default: ${DEFAULT-VALUE}).")
  long maxBadRows;

  @Option(names = "--crlf", description = "Accept rows that end with CRLF.")
  boolean crlf;

  @Option(names = "--ignore-case", description = "Accept upper-case rows.")
  boolean ignoreCase;
}
