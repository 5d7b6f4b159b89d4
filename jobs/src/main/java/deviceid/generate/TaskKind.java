// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.cli.Converters;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import deviceid.rows.GeneratedInputFormat.BatchMaker;
import deviceid.rows.IdRangeInputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.Reducer;
import picocli.CommandLine.ITypeConverter;

/** Where rows are made: the same ranges, rows and parts either way. */
enum TaskKind {
  /** In the maps, each of its line; there are no reducers. */
  MAPS("part-m-") {
    @Override
    void configure(Job job, int lines) {
      job.setMapperClass(GenerateMapper.class);
      job.setNumReduceTasks(0);
    }
  },
  /** In a reducer a line, to which the maps send the ranges. */
  REDUCERS("part-r-") {
    @Override
    void configure(Job job, int lines) {
      job.setMapperClass(Mapper.class); // passes ranges on
      job.setMapOutputKeyClass(LongWritable.class);
      job.setMapOutputValueClass(IntWritable.class);
      job.setPartitionerClass(LinePartitioner.class);
      job.setReducerClass(GenerateReducer.class);
      job.setNumReduceTasks(lines);
    }
  };

  private final String prefix;

  TaskKind(String prefix) {
    this.prefix = prefix;
  }

  /** How the names of its parts begin. */
  String prefix() {
    return prefix;
  }

  /** Sets up what makes the rows of a plan of so many lines. */
  abstract void configure(Job job, int lines);

  /** As the option takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code maps} or {@code reducers}. */
  static final class Converter implements ITypeConverter<TaskKind> {
    @Override
    public TaskKind convert(String text) {
      return Converters.constant(values(), text, "write maps or reducers, not '" + text + "'");
    }
  }

  /**
   * Makes the rows of a line, which come here as groups of one range each, in the order of their
   * first indices: in, first index and count; out, first index and a batch of rows.
   *
   * <p>The framework counts a reducer's progress in bytes of its sorted input, which are the same
   * for every range, so that the last third of a reduce, after copy and sort, is true to the rows
   * made.
   */
  public static class GenerateReducer
      extends Reducer<LongWritable, IntWritable, LongWritable, BytesWritable> {

    private BatchMaker maker;

    @Override
    protected void setup(Context context) {
      maker = new BatchMaker(context.getConfiguration());
    }

    @Override
    protected void reduce(LongWritable first, Iterable<IntWritable> counts, Context context)
        throws IOException, InterruptedException {
      for (IntWritable count : counts) { // one, or the output fails
        context.write(first, maker.make(first, count));
      }
    }

    @Override
    protected void cleanup(Context context) {
      maker.publish(context);
    }
  }

  /**
   * Sends a range to the reducer of its line in the control file: reducer <i>i</i> gets line
   * <i>i</i>, all of it and nothing else, so that parts read by name are rows by index. Hashes of
   * the keys would leave some reducers without work and others with twice as much.
   */
  public static final class LinePartitioner extends Partitioner<LongWritable, IntWritable>
      implements Configurable {

    private Configuration conf;
    private long[] firsts;

    @Override
    public void setConf(Configuration job) {
      conf = job;
      try {
        plan(IdRangeInputFormat.plan(job));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Configuration getConf() {
      return conf;
    }

    /** Takes the lines from a plan. */
    LinePartitioner plan(GenerationPlan plan) {
      firsts = plan.ranges().stream().mapToLong(IdRange::first).toArray();
      return this;
    }

    /** The last line that begins at or before the range: empty ones begin where the next does. */
    @Override
    public int getPartition(LongWritable first, IntWritable count, int lines) {
      int low = 0;
      int high = firsts.length;
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (firsts[middle] <= first.get()) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
