// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import deviceid.fetch.FetchResult.FetchedUrl;
import deviceid.input.RequestList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * Sends requests: in, a URL as text; out, how it ended, later and never as an exception. All modes
 * use it and differ in who waits. The deadline covers headers and body together: the client's own
 * timeout ends with the headers (JDK-8258397). A request that may end otherwise next time is sent
 * again, at most twice, each with the whole deadline. Redirects are not followed; no proxy, cookie
 * or credential comes from the environment.
 */
final class Fetcher {

  private static final int MAX_RETRIES = 2;

  /** Before the first retry; doubled before the next. */
  private static final long PAUSE_MILLIS = 200;

  /** One for all tasks of a JVM: its threads end only when nothing refers to it any more. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String NOT_JSON = "not-json";

  /** What a failure before the headers is called: the first kind among its causes. */
  private static final Map<Class<? extends Throwable>, String> FAILURES = new LinkedHashMap<>();

  static {
    FAILURES.put(UnresolvedAddressException.class, "unknown-host");
    FAILURES.put(UnknownHostException.class, "unknown-host");
    FAILURES.put(ConnectException.class, FetchedUrl.REFUSED);
    FAILURES.put(SSLException.class, "tls");
    FAILURES.put(ProtocolException.class, "not-http");
  }

  private final FetchOptions options;

  Fetcher(FetchOptions options) {
    this.options = options;
  }

  CompletableFuture<FetchedUrl> fetch(long index, String url) {
    Request first = new Request(index, url, System.nanoTime(), 0);
    try {
      return first.send(RequestList.judge(url, options.allowedHosts()));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(first.end(FetchedUrl.BLOCKED));
    }
  }

  /** One request of a URL: what has come of its answer, up to a number of bytes, and its end. */
  private final class Request implements BodyHandler<Void> {

    private final CompletableFuture<Void> tooLarge = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final long index;
    private final String url;
    private final long begun; // of the URL's first request
    private final int retries;
    private volatile int code; // 0 until the headers have come

    Request(long index, String url, long begun, int retries) {
      this.index = index;
      this.url = url;
      this.begun = begun;
      this.retries = retries;
    }

    CompletableFuture<FetchedUrl> send(URI uri) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("User-Agent", "device-id-jobs")
              .header("Accept", "application/json")
              .build();
      CompletableFuture<?> sent = CLIENT.sendAsync(request, this);
      return CompletableFuture.anyOf(sent, tooLarge)
          .orTimeout(options.deadlineMillis, TimeUnit.MILLISECONDS)
          .handle(
              (over, failure) -> {
                sent.cancel(true); // closes the connection of a request that is still under way
                return end(status(failure));
              })
          .thenCompose(
              end ->
                  retries < MAX_RETRIES && end.isWorthARetry()
                      ? sendAgain(uri)
                      : CompletableFuture.completedFuture(end));
    }

    private CompletableFuture<FetchedUrl> sendAgain(URI uri) {
      Executor later =
          CompletableFuture.delayedExecutor(PAUSE_MILLIS << retries, TimeUnit.MILLISECONDS);
      Request next = new Request(index, url, begun, retries + 1);
      return CompletableFuture.completedFuture(uri).thenComposeAsync(next::send, later);
    }

    @Override
    public BodySubscriber<Void> apply(ResponseInfo headers) {
      code = headers.statusCode();
      return BodySubscribers.ofByteArrayConsumer(this::take);
    }

    /** Takes a piece of the body; none is its end. */
    private void take(Optional<byte[]> piece) {
      byte[] bytes = piece.orElse(new byte[0]);
      int room = Math.toIntExact(options.maxBytes - body.size());
      body.write(bytes, 0, Math.min(room, bytes.length));
      if (room < bytes.length) {
        tooLarge.complete(null);
      }
    }

    FetchedUrl end(String status) {
      byte[] bytes = body.toByteArray();
      String judged = status;
      OptionalLong delay = OptionalLong.empty();
      if (FetchedUrl.isSuccess(status)) {
        try {
          JsonNode json = JSON.readTree(bytes);
          judged = json.isMissingNode() ? NOT_JSON : status;
          delay = delay(json.path("url").asText());
        } catch (IOException e) { // also bytes that are not text
          judged = NOT_JSON;
        }
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      return new FetchedUrl(index, judged, delay, bytes.length, millis, retries, url);
    }

    /** A word where no complete answer came, by what was seen and not by exceptions' messages. */
    private String status(Throwable failure) {
      if (tooLarge.isDone()) {
        return "too-large";
      }
      if (failure == null) {
        return code >= 300 && code < 400 ? "redirect" : Integer.toString(code);
      }
      if (has(failure, TimeoutException.class) || has(failure, HttpTimeoutException.class)) {
        return "timeout";
      }
      if (code > 0) {
        return "early-end";
      }
      return FAILURES.entrySet().stream()
          .filter(known -> has(failure, known.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("reset"); // the JDK's client has sent it twice then, and no counter sees that
    }
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return ExceptionUtils.indexOfType(failure, kind) >= 0;
  }

  /** The delay is the last part of the URL, which the answer repeats. */
  private static OptionalLong delay(String url) {
    try {
      String path = URI.create(url).getPath();
      return path == null ? OptionalLong.empty() : RequestList.delayMillis(path);
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }
}
