// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.input.RequestList;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks for URLs: in, a URL as text; out, how it ended, later and never as an exception. Every mode
 * goes this way and differs in who waits. A request is over by its deadline, headers and body
 * together: the client's own timeout ends with the headers (JDK-8258397). One that failed in a way
 * that may pass is sent again, twice at most, each with the whole deadline. Redirects are not
 * followed; no proxy, no cookies and no credentials come from the surroundings.
 */
final class Fetcher {

  /** Requests of a URL after the first, where it {@linkplain Status#mayPass may help}. */
  static final int REPEATS = 2;

  /** Before the first of them; doubled before the next. */
  private static final long PAUSE_MILLIS = 200;

  /** One for all tasks of a JVM: its threads only end when nobody has it any more. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final FetchSettings settings;

  Fetcher(FetchSettings settings) {
    this.settings = settings;
  }

  CompletableFuture<Outcome> fetch(String url) {
    long begun = System.nanoTime();
    URI uri;
    try {
      uri = RequestList.judge(url, settings.hosts());
    } catch (IllegalArgumentException e) {
      Answer blocked = Answer.none(Status.BLOCKED, 0);
      return CompletableFuture.completedFuture(Outcome.of(blocked, 0, begun));
    }
    return fetch(uri, 0, begun);
  }

  private CompletableFuture<Outcome> fetch(URI url, int repeats, long begun) {
    return ask(url)
        .thenCompose(
            answer ->
                Status.mayPass(answer.status()) && repeats < REPEATS
                    ? pause(repeats).thenCompose(over -> fetch(url, repeats + 1, begun))
                    : CompletableFuture.completedFuture(Outcome.of(answer, repeats, begun)));
  }

  private static CompletableFuture<Void> pause(int repeats) {
    Executor later =
        CompletableFuture.delayedExecutor(PAUSE_MILLIS << repeats, TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, later);
  }

  private CompletableFuture<Answer> ask(URI url) {
    AtomicReference<BoundedBody> body = new AtomicReference<>(); // from the headers on
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("User-Agent", "device-id-jobs")
            .header("Accept", "application/json")
            .build();
    CompletableFuture<HttpResponse<BoundedBody>> sent =
        CLIENT.sendAsync(
            request,
            head -> {
              body.set(new BoundedBody(settings.maxBytes()));
              return body.get();
            });
    return sent.copy()
        .orTimeout(settings.deadlineMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return Answer.of(response);
              }
              sent.cancel(true); // closes the connection of a request that is still under way
              BoundedBody taken = body.get();
              return Answer.none(
                  Status.of(failure, taken != null), taken == null ? 0 : taken.bytes().length);
            });
  }
}
