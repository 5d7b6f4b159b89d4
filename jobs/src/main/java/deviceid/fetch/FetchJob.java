// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Secrets;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.fetch.FetchResult.FetchedUrl;
import deviceid.record.EffectiveSettings;
import deviceid.run.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.input.NLineInputFormat;
import org.apache.hadoop.mapreduce.lib.map.MultithreadedMapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * The job that fetches: in, a list of {@code index<TAB>url}; out, a status and its {@link Delays} a
 * line, and a {@link FetchedUrl} a line in a hidden folder.
 */
final class FetchJob {

  /** The hidden folder of the output for the side files. */
  static final String ROWS = "_rows";

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

  /**
   * Requests URLs: in, a line {@code index<TAB>url}; out, the status with which it ended, and the
   * delay that its answer reported. The mode sets how many requests may be under way: with one,
   * they follow one another. Only the mapper's own thread waits and writes, as a context is not
   * thread-safe. A row a URL goes to a side file through the committer, so that the rows of a
   * failed attempt do not stay.
   */
  public static final class FetchMapper extends Mapper<LongWritable, Text, Text, Delays> {

    private final List<CompletableFuture<FetchedUrl>> requests = new ArrayList<>();
    private Fetcher fetcher;
    private ExecutorService virtual;
    private int maxMore;
    private Semaphore more; // requests that may be sent besides the next one
    private long waitedNanos;

    @Override
    protected void setup(Context context) {
      Secrets.obey(context.getConfiguration()); // the rows of its output hold URLs
      FetchOptions options = FetchOptions.of(context.getConfiguration());
      fetcher = new Fetcher(options);
      virtual = options.mode == Mode.VIRTUAL ? Mode.virtualThreads() : null;
      maxMore = options.mode.maxInFlight() - 1;
      more = new Semaphore(maxMore);
    }

    @Override
    protected void map(LongWritable offset, Text line, Context context)
        throws InterruptedException {
      String[] fields = line.toString().split("\t", 2);
      requests.add(
          send(Long.parseLong(fields[0]), fields[1]).whenComplete((row, e) -> more.release()));
      await(1, context); // before the next line is read, which another thread may be free to send
    }

    private CompletableFuture<FetchedUrl> send(long index, String url) {
      return virtual == null
          ? fetcher.fetch(index, url)
          : CompletableFuture.supplyAsync(() -> fetcher.fetch(index, url).join(), virtual);
    }

    /** Waits for the right to send so many more requests, and reports that the task is alive. */
    private void await(int permits, Context context) throws InterruptedException {
      long begun = System.nanoTime();
      while (!more.tryAcquire(permits, 1, TimeUnit.SECONDS)) {
        context.progress();
      }
      waitedNanos += System.nanoTime() - begun;
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      await(maxMore, context); // until none is under way
      if (requests.isEmpty()) { // more threads than lines
        return;
      }
      List<FetchedUrl> rows = requests.stream().map(CompletableFuture::join).toList();
      for (FetchedUrl row : rows) {
        context.write(new Text(row.status()), Delays.of(row.delay()));
      }
      count(rows, context);
      write(rows, context);
    }

    private void count(List<FetchedUrl> rows, Context context) {
      long answered = rows.stream().filter(FetchedUrl::isAnswered).count();
      long failed = rows.size() - answered;
      add(Requests.REQUESTS_SENT, rows.stream().mapToLong(FetchedUrl::requests).sum(), context);
      add(Requests.REQUESTS_REPEATED, rows.stream().mapToLong(FetchedUrl::retries).sum(), context);
      add(Requests.REQUESTS_ANSWERED, answered, context);
      add(Requests.REQUESTS_FAILED, failed, context);
      add(Requests.ANSWER_BYTES, rows.stream().mapToLong(FetchedUrl::bytes).sum(), context);
      add(Requests.WAIT_NANOS, waitedNanos, context);
      add(Requests.WAITING_THREADS, virtual == null ? 1 : rows.size(), context);
      context.setStatus("URLs answered: " + answered + ", failed: " + failed);
    }

    private static void add(Requests counter, long value, Context context) {
      context.getCounter(counter).increment(value);
    }

    private static void write(List<FetchedUrl> rows, Context context)
        throws IOException, InterruptedException {
      String lines = rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining());
      Path file =
          FileOutputFormat.getPathForWorkFile(context, ROWS + "/" + rows.get(0).index(), "");
      try (FSDataOutputStream out =
          file.getFileSystem(context.getConfiguration()).create(file, false)) {
        out.write(lines.getBytes(StandardCharsets.US_ASCII));
      }
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
      if (conf.getBoolean(name, true) && EffectiveSettings.isFromCommandLine(conf, name)) {
        throw ProgramException.wrongUse(
            name + "=true would send every request twice; fetch never speculates");
      }
    }
  }
}
