// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static deviceid.cli.RowCount.format;

import deviceid.input.DeviceIds;
import deviceid.input.TextLines;
import deviceid.rows.RowBatch;
import deviceid.validate.RowMatcher.Mismatch;

/** The first wrong row of a split in words: where it is, what should be there, and what is. */
final class MismatchText {

  private final DatasetPlan plan;
  private final DeviceIds ids;
  private final RowLocator locator;
  private final DatasetPlan.Part part;

  MismatchText(DatasetPlan plan, DeviceIds ids, RowLocator locator, DatasetPlan.Part part) {
    this.plan = plan;
    this.ids = ids;
    this.locator = locator;
    this.part = part;
  }

  /**
   * {@code part-m-00001 row 10,000 (id 510,000, byte 410,000): expected 3f..., found ff...}, and
   * which other ID that is, if it is one near by, or at the same row of another part.
   */
  String describe(Mismatch mismatch, RowBatch batch, int row, long expected) {
    long position = batch.position(row);
    long rowOfFile = part.row(position);
    StringBuilder text = new StringBuilder(part.name());
    if (part.hasFixedWidth()) {
      text.append(" row ").append(format(rowOfFile));
    }
    boolean beyond = expected >= plan.ids();
    text.append(" (");
    if (!beyond) {
      text.append("id ").append(format(expected)).append(", ");
    }
    text.append("byte ").append(format(position)).append("): expected ");
    text.append(beyond ? "the end" : ids.id(expected)).append(", found ").append(id(batch, row));
    long located = locate(batch.getBytes(), row, expected, rowOfFile);
    if (located != RowLocator.UNKNOWN) {
      text.append(", which is id ").append(format(located));
    }
    return switch (mismatch) {
      case WRONG -> text.toString();
      case LATER -> text + ": " + format(located - expected) + " missing";
      case FOREIGN -> text + ": a row too many";
    };
  }

  /** What could not be read, from the first byte that was not judged on. */
  String unreadable(long position, Throwable cause) {
    return part.name()
        + " byte "
        + format(position)
        + ": cannot be read to the end of its split: "
        + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
  }

  private long locate(byte[] rows, int row, long expected, long rowOfFile) {
    long near = locator.locate(rows, row, Math.min(expected, plan.ids()));
    if (near != RowLocator.UNKNOWN) {
      return near;
    }
    return plan.parts().stream()
        .filter(other -> !other.isForeign() && other.first() + rowOfFile < plan.ids())
        .mapToLong(other -> other.first() + rowOfFile)
        .filter(index -> locator.is(rows, row, index))
        .findFirst()
        .orElse(RowLocator.UNKNOWN);
  }

  private static String id(RowBatch batch, int row) {
    int at = row * DeviceIds.ROW_BYTES;
    String quoted = TextLines.quote(batch.getBytes(), at, at + DeviceIds.ID_CHARACTERS);
    String plain = quoted.substring(1, quoted.length() - 1);
    return plain.length() == DeviceIds.ID_CHARACTERS ? plain : quoted;
  }
}
