// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

/**
 * Counters of rows, each a verdict. {@code IDS_READ} is always {@code IDS_COUNTED} plus bad rows,
 * except for a sample that scans: it skips the rows that are not in the sample. The properties file
 * of the same name has the names that the YARN UI shows.
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
  /** Rows that are the ID of their place. */
  IDS_VALID,
  /** Rows that stand in the place of another ID. */
  IDS_WRONG,
  /** IDs of the plan that have no row. */
  IDS_MISSING,
  /** Rows too many: none of the plan, or one that was there already. */
  IDS_FOREIGN,
  /** Rows whose ID another row has too, beyond the first of them. */
  IDS_DUPLICATE,
  /** Rows that are not 40 characters wide. */
  IDS_BAD_WIDTH,
  /** Rows with a character that is not a lower-case hexadecimal digit. */
  IDS_BAD_CHARACTER,
  /** Rows that end with CRLF. */
  IDS_BAD_LINE_END,
  /** Splits that end with a row without a newline: the row is judged all the same. */
  IDS_UNTERMINATED
}
