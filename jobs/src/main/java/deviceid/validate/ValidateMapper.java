// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static deviceid.cli.RowCount.format;

import deviceid.input.DeviceIds;
import deviceid.input.TextLines;
import deviceid.rows.Ids;
import deviceid.rows.PartReader.DamagedFileException;
import deviceid.rows.RowBatch;
import deviceid.rows.Work;
import deviceid.validate.CoverageReducer.SplitCoverage;
import deviceid.validate.DatasetPlan.Part;
import deviceid.validate.RowMatcher.Mismatch;
import java.io.IOException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * Compares rows with the IDs that should be there: in, a position and a batch of rows; out, one
 * {@link SplitCoverage} that lists the IDs which the split's rows match. Data that cannot be read
 * are a verdict, not a failure: the rest of the split is left out, and its IDs will be missing.
 */
public final class ValidateMapper extends Mapper<LongWritable, RowBatch, Text, Text> {

  /** Where the job's {@link DatasetPlan} lies. */
  static final String PLAN = "deviceid.validate.plan";

  private FileSplit split;
  private Part part;
  private int ordinal;
  private MismatchText words;
  private RowMatcher matcher;
  private RowBatch batch;
  private String finding = "";
  private long read;
  private long unreadable;

  @Override
  protected void setup(Context context) throws IOException {
    split = (FileSplit) context.getInputSplit();
    DatasetPlan plan =
        DatasetPlan.read(
            new Path(context.getConfiguration().get(PLAN)), context.getConfiguration());
    ordinal = plan.ordinal(split.getPath());
    part = plan.parts().get(ordinal);
    DeviceIds ids = new DeviceIds(plan.seed());
    RowLocator locator = new RowLocator(ids, plan.ids());
    words = new MismatchText(plan, ids, locator, part);
    long start = part.isForeign() ? plan.ids() : part.first() + part.row(split.getStart());
    matcher = new RowMatcher(ids, locator, plan.ids(), Math.min(start, plan.ids()), this::note);
  }

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    setup(context);
    try {
      while (context.nextKeyValue()) {
        map(context.getCurrentKey(), context.getCurrentValue(), context);
      }
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      long position = split.getStart() + read;
      if (cause instanceof DamagedFileException damaged) {
        position = damaged.position();
      } else if (!(cause instanceof ChecksumException)
          && !(cause instanceof BlockMissingException)) {
        throw e;
      }
      unreadable = 1;
      finding = finding.isEmpty() ? words.unreadable(position, cause) : finding;
    }
    cleanup(context);
  }

  @Override
  protected void map(LongWritable position, RowBatch rows, Context context) {
    batch = rows;
    matcher.match(rows.getBytes(), rows.rows());
    read += rows.getLength();
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    context.getCounter(Ids.IDS_VALID).increment(matcher.valid());
    context.getCounter(Ids.IDS_WRONG).increment(matcher.wrong());
    context.getCounter(Ids.IDS_MISSING).increment(matcher.missing());
    context.getCounter(Ids.IDS_FOREIGN).increment(matcher.foreign());
    context.getCounter(Work.UNREADABLE_SPLITS).increment(unreadable);
    SplitCoverage stretch =
        new SplitCoverage(
            ordinal, split.getStart(), part.name(), matcher.from(), matcher.next(), finding);
    context.write(stretch.key(), stretch.value());
  }

  private void note(RowMatcher.Mismatch mismatch, int row, long expected) {
    if (finding.isEmpty()) {
      finding = words.describe(mismatch, batch, row, expected);
    }
  }

  /** The first wrong row of a split in words: where it is, what should be there, and what is. */
  private record MismatchText(DatasetPlan plan, DeviceIds ids, RowLocator locator, Part part) {

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
}
