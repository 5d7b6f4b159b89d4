// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.fetch.FetchOptions.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Requests URLs: in, a line {@code index<TAB>url}; out, the status with which it ended, and the
 * delay that its answer reported. The mode sets how many requests may be under way: with one, they
 * follow one another. Only the mapper's own thread waits and writes, as a context is not
 * thread-safe. A row a URL goes to a side file through the committer, so that the rows of a failed
 * attempt do not stay.
 */
public class FetchMapper extends Mapper<LongWritable, Text, Text, Delays> {

  /** The hidden folder of the output for the side files. */
  static final String ROWS = "_rows";

  private final List<CompletableFuture<FetchedUrl>> requests = new ArrayList<>();
  private Fetcher fetcher;
  private ExecutorService virtual;
  private int maxMore;
  private Semaphore more; // requests that may be sent besides the next one
  private long waitedNanos;

  @Override
  protected void setup(Context context) {
    FetchOptions options = FetchOptions.of(context.getConfiguration());
    fetcher = new Fetcher(options);
    virtual = options.mode == Mode.VIRTUAL ? Mode.virtualThreads() : null;
    maxMore = options.mode.maxInFlight() - 1;
    more = new Semaphore(maxMore);
  }

  @Override
  protected void map(LongWritable offset, Text line, Context context) throws InterruptedException {
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
    Path file = FileOutputFormat.getPathForWorkFile(context, ROWS + "/" + rows.get(0).index(), "");
    try (FSDataOutputStream out =
        file.getFileSystem(context.getConfiguration()).create(file, false)) {
      out.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
