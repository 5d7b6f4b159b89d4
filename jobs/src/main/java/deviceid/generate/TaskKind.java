// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.cli.Converters;
import java.util.Locale;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
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
}
