// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

/**
 * Counters of rows, each a verdict; always {@code IDS_READ = IDS_COUNTED + bad rows}. The names
 * that the YARN UI shows stand in the properties file beside this class.
 */
public enum Ids {
  /** Rows written by generate. */
  IDS_GENERATED,
  /** Rows found in the input, good or bad. */
  IDS_READ,
  /** Good rows that were tallied by first character. */
  IDS_COUNTED,
  /** Rows that were drawn into a sample. */
  IDS_SAMPLED,
  /** Rows that are not 40 characters wide. */
  IDS_BAD_WIDTH,
  /** Rows with a character that is not a lower-case hexadecimal digit. */
  IDS_BAD_CHARACTER,
  /** Rows that end with CRLF. */
  IDS_BAD_LINE_END,
  /** Splits that end with a row without a newline: the row is judged all the same. */
  IDS_UNTERMINATED
}
