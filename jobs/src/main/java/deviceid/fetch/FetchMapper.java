// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Asks for one URL after another: in, a line {@code index<TAB>url}; out, the status with which it
 * ended, and the delay that its answer told. A row a URL goes to a file of its own, through the
 * committer, as the rows of an attempt that failed must not stay.
 */
public class FetchMapper extends Mapper<LongWritable, Text, Text, Delays> {

  private final Text status = new Text();
  private final StringBuilder rows = new StringBuilder();
  private Fetcher fetcher;
  private String firstIndex;
  private long answered;
  private long failed;
  private long repeats;
  private long blocked;
  private long bytes;
  private long waited;

  @Override
  protected void setup(Context context) {
    fetcher = new Fetcher(FetchSettings.of(context.getConfiguration()));
  }

  @Override
  protected void map(LongWritable offset, Text line, Context context)
      throws IOException, InterruptedException {
    String[] fields = line.toString().split("\t", 2);
    take(fields[0], fields[1], await(fetcher.fetch(fields[1]), context), context);
  }

  Fetcher fetcher() {
    return fetcher;
  }

  /** Adds to what this thread has waited. */
  final void waited(long nanos) {
    waited += nanos;
  }

  /** Waits, and tells the framework from time to time that this is no standstill. */
  <T> T await(CompletableFuture<T> future, Context context) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        T result = future.get(1, TimeUnit.SECONDS);
        waited(System.nanoTime() - begun);
        return result;
      } catch (TimeoutException e) {
        context.progress();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Takes the end of a URL into account. */
  void take(String index, String url, Outcome outcome, Context context)
      throws IOException, InterruptedException {
    firstIndex = firstIndex == null ? index : firstIndex;
    answered += outcome.isAnswered() ? 1 : 0;
    failed += outcome.isAnswered() ? 0 : 1;
    blocked += outcome.status().equals(Status.BLOCKED) ? 1 : 0;
    repeats += outcome.repeats();
    bytes += outcome.bytes();
    rows.append(outcome.row(index, url)).append('\n');
    status.set(outcome.status());
    context.write(status, outcome.delays());
  }

  /** Threads of this mapper that wait for answers. */
  long waitingThreads() {
    return 1;
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    if (firstIndex == null) { // more threads than lines
      return;
    }
    context.getCounter(Requests.REQUESTS_SENT).increment(answered + failed - blocked + repeats);
    context.getCounter(Requests.REQUESTS_REPEATED).increment(repeats);
    context.getCounter(Requests.REQUESTS_ANSWERED).increment(answered);
    context.getCounter(Requests.REQUESTS_FAILED).increment(failed);
    context.getCounter(Requests.ANSWER_BYTES).increment(bytes);
    context.getCounter(Requests.WAIT_NANOS).increment(waited);
    context.getCounter(Requests.WAITING_THREADS).increment(waitingThreads());
    context.setStatus(
        String.format(Locale.ROOT, "answered %,d urls, failed %,d", answered, failed));
    Path file =
        FileOutputFormat.getPathForWorkFile(context, FetchedRow.FOLDER + "/" + firstIndex, "");
    try (FSDataOutputStream out =
        file.getFileSystem(context.getConfiguration()).create(file, false)) {
      out.write(rows.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }
}
