// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;

/**
 * Starts all requests, at most {@link Mode#IN_FLIGHT} under way, and waits for all of them: in and
 * out as {@link FetchMapper}. The requests of mode async have no threads of their own; those of
 * mode virtual each have a virtual one. Only the map's own thread writes, since a context takes no
 * two.
 */
public class FetchAtOnceMapper extends FetchMapper {

  private record Started(String index, String url, CompletableFuture<Outcome> end) {}

  private final List<Started> started = new ArrayList<>();
  private final Semaphore free = new Semaphore(Mode.IN_FLIGHT);
  private ExecutorService virtual;

  @Override
  protected void setup(Context context) {
    super.setup(context);
    if (FetchSettings.of(context.getConfiguration()).mode() == Mode.VIRTUAL) {
      virtual = VirtualThreads.executor();
    }
  }

  @Override
  protected void map(LongWritable offset, Text line, Context context) throws InterruptedException {
    String[] fields = line.toString().split("\t", 2);
    long begun = System.nanoTime();
    while (!free.tryAcquire(1, TimeUnit.SECONDS)) {
      context.progress();
    }
    waited(System.nanoTime() - begun);
    CompletableFuture<Outcome> end = start(fields[1]);
    started.add(
        new Started(fields[0], fields[1], end.whenComplete((outcome, e) -> free.release())));
  }

  private CompletableFuture<Outcome> start(String url) {
    return virtual == null
        ? fetcher().fetch(url)
        : CompletableFuture.supplyAsync(() -> fetcher().fetch(url).join(), virtual);
  }

  @Override
  long waitingThreads() {
    return virtual == null ? 1 : started.size();
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    await(
        CompletableFuture.allOf(
            started.stream().map(Started::end).toArray(CompletableFuture[]::new)),
        context);
    for (Started request : started) {
      take(request.index, request.url, request.end.join(), context);
    }
    if (virtual != null) {
      virtual.shutdown();
    }
    super.cleanup(context);
  }
}
