// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.generate.TaskKind.LinePartitioner;
import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.TaskSummary;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.WritableComparable;
import org.apache.hadoop.mapreduce.lib.partition.HashPartitioner;

/**
 * How the IDs of a plan spread over reducers: in, the plan; out, a table of the reducers' groups,
 * and one that sets the {@link LinePartitioner} beside Hadoop's own with the keys that programs use
 * for such work. The second is computed with the real partitioners; nothing is run for it.
 */
record PartitionSkew(GenerationPlan plan) {

  /** Reducers of which the first table tells one by one. */
  static final int SHOWN = 20;

  /** Groups of all lines together, each a range of at most 8,192 IDs. */
  long groups() {
    return plan.ranges().stream().mapToLong(line -> groups(line.count())).sum();
  }

  /** What each reducer had, by what it says of its part. */
  String groupsPerReducer(List<TaskSummary> reducers) {
    Table table = new Table(Column.count("reducer"), Column.count("groups"), Column.count("ids"));
    for (int i = 0; i < Math.min(SHOWN, reducers.size()); i++) {
      table.row(i, groups(reducers.get(i).rows()), reducers.get(i).rows());
    }
    return reducers.size() > SHOWN
        ? table.text() + "\nonly showing top " + SHOWN + " reducers"
        : table.text();
  }

  /** What other keys would have done. */
  String beside() {
    LinePartitioner ours = new LinePartitioner().plan(plan);
    HashPartitioner<LongWritable, IntWritable> hash = new HashPartitioner<>();
    Table table =
        new Table(
            Column.text("key"),
            Column.text("partitioner"),
            Column.count("reducers without ids"),
            Column.count("ids of the fullest"));
    row(table, "first index, LongWritable", "by line", byRange(ours::getPartition));
    row(table, "first index, LongWritable", "by hash", byRange(hash::getPartition));
    row(table, "line number, IntWritable", "by hash", byLine(IntWritable::new));
    row(table, "line number, Text", "by hash", byLine(line -> new Text(Integer.toString(line))));
    return table.text();
  }

  private interface Partitioning {
    int reducer(LongWritable first, IntWritable count, int reducers);
  }

  private static void row(Table table, String key, String partitioner, long[] ids) {
    table.row(
        key,
        partitioner,
        Arrays.stream(ids).filter(count -> count == 0).count(),
        Arrays.stream(ids).max().orElse(0));
  }

  private long[] byRange(Partitioning partitioning) {
    long[] ids = new long[plan.ranges().size()];
    LongWritable first = new LongWritable();
    IntWritable count = new IntWritable();
    for (IdRange line : plan.ranges()) {
      for (long at = line.first(); at < line.end(); at += count.get()) {
        first.set(at);
        count.set((int) Math.min(DeviceIds.BATCH_ROWS, line.end() - at));
        ids[partitioning.reducer(first, count, ids.length)] += count.get();
      }
    }
    return ids;
  }

  private long[] byLine(IntFunction<WritableComparable<?>> key) {
    HashPartitioner<WritableComparable<?>, Object> hash = new HashPartitioner<>();
    long[] ids = new long[plan.ranges().size()];
    for (int line = 0; line < ids.length; line++) {
      ids[hash.getPartition(key.apply(line), null, ids.length)] += plan.ranges().get(line).count();
    }
    return ids;
  }

  private static long groups(long ids) {
    return ids / DeviceIds.BATCH_ROWS + (ids % DeviceIds.BATCH_ROWS == 0 ? 0 : 1);
  }
}
