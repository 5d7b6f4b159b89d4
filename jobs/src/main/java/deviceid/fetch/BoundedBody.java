// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Takes a body up to a number of bytes; at the first one more it cancels, which closes the
 * connection, and the body is whole no longer.
 */
final class BoundedBody implements BodySubscriber<BoundedBody> {

  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<BoundedBody> end = new CompletableFuture<>();
  private Subscription subscription;
  private boolean tooLarge;

  BoundedBody(int most) {
    this.most = most;
  }

  /** Whether there was more than allowed. */
  synchronized boolean isTooLarge() {
    return tooLarge;
  }

  /** What was taken so far. */
  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  @Override
  public CompletionStage<BoundedBody> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription source) {
    subscription = source;
    source.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (!take(buffers)) {
      subscription.cancel();
      end.complete(this);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(this);
  }

  private synchronized boolean take(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] taken = new byte[Math.min(buffer.remaining(), most - bytes.size())];
      buffer.get(taken);
      bytes.writeBytes(taken);
      tooLarge |= buffer.hasRemaining();
    }
    return !tooLarge;
  }
}
