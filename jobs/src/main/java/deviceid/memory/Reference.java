// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.report.Column;
import deviceid.report.Table;

/**
 * What a published notebook took for the same work in one Python process, on another machine of
 * twelve cores: figures to set beside, not to compare by.
 */
final class Reference {

  static final String GENERATED = "12,000,000 ids in one Python process: 57.4 s";

  private Reference() {}

  /** Counting by first character in pandas, sampled before the clock started. */
  static Table pandas() {
    return new Table(Column.count("size"), Column.measured("pandas", "ms"))
        .row(12_000_000, 2_354.549)
        .row(120_000, 30.982)
        .row(1_200, 2.792)
        .row(12, 1.873);
  }
}
