// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.run.Engine;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.input.NLineInputFormat;
import org.apache.hadoop.mapreduce.lib.map.MultithreadedMapper;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * The job that fetches: in, a list of {@code index<TAB>url}; out, a line {@code
 * status<TAB>urls<TAB>delays<TAB>sum<TAB>longest} a status, and a row a URL in a hidden folder.
 */
final class FetchJob {

  /** Maps that a list may start. */
  static final int MOST_MAPS = 1_000;

  private FetchJob() {}

  /** The text of a job's list. */
  static String list(List<String> urls) {
    return IntStream.range(0, urls.size())
        .mapToObj(i -> (i + 1) + "\t" + urls.get(i) + "\n")
        .collect(Collectors.joining());
  }

  /**
   * A job that is not yet submitted.
   *
   * @param urls lines of the list
   */
  static Job create(Configuration conf, FetchSettings settings, Path list, int urls, Path data)
      throws IOException {
    Job job = Job.getInstance(conf, "fetch " + RowCount.format(urls) + " urls " + settings.mode());
    job.setJarByClass(FetchJob.class);
    settings.set(job.getConfiguration());
    job.setInputFormatClass(RequestInputFormat.class);
    NLineInputFormat.setInputPaths(job, list);
    NLineInputFormat.setNumLinesPerSplit(job, settings.mode() == Mode.MAPS ? 1 : urls);
    setMapper(job, settings);
    job.setCombinerClass(DelaysReducer.class);
    job.setReducerClass(DelaysReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(Delays.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, data);
    job.setSpeculativeExecution(false); // an attempt too many is a request too many
    if (settings.mode() != Mode.MAPS) { // inside the ApplicationMaster, maps wait for each other
      Engine.fit(job, urls);
    }
    return job;
  }

  /**
   * Refuses speculation that was asked for: a second attempt would send every request again.
   *
   * @throws ProgramException naming the setting
   */
  static void refuseSpeculation(Configuration conf) {
    for (String name : List.of(MRJobConfig.MAP_SPECULATIVE, MRJobConfig.REDUCE_SPECULATIVE)) {
      if (conf.getBoolean(name, true) && isFromCommandLine(conf, name)) {
        throw ProgramException.wrongUse(
            name + "=true would send requests twice; fetch never speculates");
      }
    }
  }

  /** By its own name, or by one of Hadoop 1, which leaves a note in place of the source. */
  private static boolean isFromCommandLine(Configuration conf, String name) {
    String[] sources = conf.getPropertySources(name);
    return sources != null
        && Stream.of(sources)
            .anyMatch(from -> from.contains("command line") || from.startsWith("because "));
  }

  private static void setMapper(Job job, FetchSettings settings) {
    switch (settings.mode()) {
      case SYNC, MAPS -> job.setMapperClass(FetchMapper.class);
      case ASYNC, VIRTUAL -> job.setMapperClass(FetchAtOnceMapper.class);
      case THREADS -> {
        job.setMapperClass(MultithreadedMapper.class);
        MultithreadedMapper.setMapperClass(job, FetchMapper.class);
        MultithreadedMapper.setNumberOfThreads(job, settings.threads());
      }
    }
  }
}
