// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.run.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.input.NLineInputFormat;
import org.apache.hadoop.mapreduce.lib.map.MultithreadedMapper;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * The job that fetches: in, a list of {@code index<TAB>url}; out, a status and its {@link Delays} a
 * line, and a {@link FetchedUrl} a line in a hidden folder.
 */
final class FetchJob {

  private FetchJob() {}

  /** Lines of the one input file, so many a map: NLineInputFormat would take its path as a glob. */
  public static final class RequestInputFormat extends NLineInputFormat {
    @Override
    public List<InputSplit> getSplits(JobContext context) throws IOException {
      Configuration conf = context.getConfiguration();
      Path list = getInputPaths(context)[0];
      return new ArrayList<>(
          getSplitsForFile(
              list.getFileSystem(conf).getFileStatus(list), conf, getNumLinesPerSplit(context)));
    }
  }

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
  static Job createJob(Configuration conf, FetchOptions options, Path list, int urls, Path data)
      throws IOException {
    Job job = Job.getInstance(conf, "fetch " + RowCount.format(urls) + " urls " + options.mode);
    job.setJarByClass(FetchJob.class);
    options.configure(job.getConfiguration());
    job.setInputFormatClass(RequestInputFormat.class);
    NLineInputFormat.setInputPaths(job, list);
    NLineInputFormat.setNumLinesPerSplit(job, options.mode == Mode.MAPS ? 1 : urls);
    job.setMapperClass(FetchMapper.class);
    if (options.mode == Mode.THREADS) {
      job.setMapperClass(MultithreadedMapper.class);
      MultithreadedMapper.setMapperClass(job, FetchMapper.class);
      MultithreadedMapper.setNumberOfThreads(job, options.threads);
    }
    job.setCombinerClass(Delays.Adder.class);
    job.setReducerClass(Delays.Adder.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(Delays.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, data);
    job.setSpeculativeExecution(false); // a second attempt sends every request again
    if (options.mode != Mode.MAPS) { // inside the ApplicationMaster, maps wait for each other
      Engine.allowUberIfSmall(job, urls);
    }
    return job;
  }

  /**
   * Refuses speculation that the command line asks for.
   *
   * @throws ProgramException naming the property
   */
  static void refuseSpeculation(Configuration conf) {
    for (String name : List.of(MRJobConfig.MAP_SPECULATIVE, MRJobConfig.REDUCE_SPECULATIVE)) {
      if (conf.getBoolean(name, true) && isFromCommandLine(conf, name)) {
        throw ProgramException.wrongUse(
            name + "=true would send every request twice; fetch never speculates");
      }
    }
  }

  /** By its own name, or by one of Hadoop 1, for which Hadoop notes "because" as the source. */
  private static boolean isFromCommandLine(Configuration conf, String name) {
    String[] sources = conf.getPropertySources(name);
    return sources != null
        && Stream.of(sources)
            .anyMatch(from -> from.contains("command line") || from.startsWith("because "));
  }
}
