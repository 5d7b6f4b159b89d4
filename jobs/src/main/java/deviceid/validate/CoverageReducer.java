// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static deviceid.cli.RowCount.format;

import deviceid.rows.Ids;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Joins the coverage of all splits, in the order of the rows: in, one {@link SplitCoverage} a
 * split; out, a line for the first wrong row of each file and for each gap. Rows in a gap between
 * two stretches are missing; rows in an overlap occur twice. One reduce task sees all of them.
 */
public final class CoverageReducer extends Reducer<Text, Text, Text, NullWritable> {

  /**
   * The IDs from {@code from} to before {@code to} for which the rows of one split stand, and the
   * first thing that is wrong with them; how maps tell the reducer.
   *
   * @param file the file's number in the order of the rows
   * @param position of the split in its file; stretches are sorted by both
   * @param name the file's name
   * @param finding a line for people, or nothing
   */
  record SplitCoverage(int file, long position, String name, long from, long to, String finding) {

    private static final int FIELDS = 4;

    /** Sorts as text as the numbers do. */
    Text key() {
      return new Text(String.format(Locale.ROOT, "%06d %019d", file, position));
    }

    Text value() {
      return new Text(String.join("\t", "" + from, "" + to, name, finding));
    }

    static SplitCoverage read(Text key, Text value) {
      String[] place = key.toString().split(" ", 2);
      String[] fields = value.toString().split("\t", FIELDS);
      return new SplitCoverage(
          Integer.parseInt(place[0]),
          Long.parseLong(place[1]),
          fields[2],
          Long.parseLong(fields[0]),
          Long.parseLong(fields[1]),
          fields[3]);
    }
  }

  private final Text line = new Text();
  private long covered;
  private long missing;
  private long twice;
  private int file = -1;
  private boolean told;

  @Override
  protected void reduce(Text key, Iterable<Text> values, Context context)
      throws IOException, InterruptedException {
    SplitCoverage stretch = SplitCoverage.read(key, values.iterator().next());
    told &= stretch.file() == file;
    file = stretch.file();
    if (!stretch.finding().isEmpty() && !told) {
      told = true;
      tell(stretch.finding(), context);
    }
    if (stretch.from() == stretch.to()) { // no rows of the plan, so none in or out of order
      return;
    }
    if (stretch.from() > covered) {
      tellGap(stretch.from(), "before " + stretch.name(), context);
    } else if (stretch.from() < covered) {
      long rows = Math.min(covered, stretch.to()) - stretch.from();
      twice += rows;
      tell(stretch.name() + " repeats ids " + range(stretch.from(), rows), context);
    }
    covered = Math.max(covered, stretch.to());
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    long ids =
        DatasetPlan.read(
                new Path(context.getConfiguration().get(ValidateMapper.PLAN)),
                context.getConfiguration())
            .ids();
    if (covered < ids) {
      tellGap(ids, "at the end", context);
    }
    context.getCounter(Ids.IDS_MISSING).increment(missing);
    context.getCounter(Ids.IDS_FOREIGN).increment(twice);
    context.getCounter(Ids.IDS_VALID).increment(-twice); // counted by the maps of both stretches
  }

  private void tellGap(long to, String where, Context context)
      throws IOException, InterruptedException {
    tell("no rows for ids " + range(covered, to - covered) + ", " + where, context);
    missing += to - covered;
  }

  private void tell(String text, Context context) throws IOException, InterruptedException {
    line.set(text);
    context.write(line, NullWritable.get());
  }

  private static String range(long from, long count) {
    return format(from) + " to " + format(from + count - 1) + " (" + format(count) + ")";
  }
}
