// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;

/**
 * Bounds every question to a cluster in time. Hadoop's clients retry for minutes, and some of their
 * waits have no setting: settings shorten what they can, a thread of its own bounds the rest.
 */
public final class Timeouts {

  /** Longest wait for one answer. */
  public static final Duration LIMIT = Duration.ofSeconds(8);

  /** Longest wait for a connection, well within {@link #LIMIT}. */
  public static final Duration CONNECT = Duration.ofSeconds(2);

  private Timeouts() {}

  /** A copy of the configuration whose clients give up soon. */
  public static Configuration hurried(Configuration conf) {
    Configuration hurried = new Configuration(conf);
    hurried.setLong("ipc.client.connect.timeout", CONNECT.toMillis());
    hurried.setInt("ipc.client.connect.max.retries", 0);
    hurried.setInt("ipc.client.connect.max.retries.on.timeouts", 0);
    hurried.setLong("ipc.client.rpc-timeout.ms", 2 * CONNECT.toMillis());
    hurried.setInt("dfs.client.failover.max.attempts", 2);
    hurried.setLong("yarn.resourcemanager.connect.max-wait.ms", CONNECT.toMillis());
    hurried.setLong("yarn.resourcemanager.connect.retry-interval.ms", 500);
    return hurried;
  }

  /**
   * The answer to one question.
   *
   * @throws IOException if it fails, or no answer comes within {@link #LIMIT}
   */
  public static <T> T within(Callable<T> question) throws IOException {
    return answer(ask(question));
  }

  /** The answers to several questions, asked at the same time, in their order. */
  public static <T> List<T> together(List<Callable<T>> questions) throws IOException {
    List<FutureTask<T>> asked = questions.stream().map(Timeouts::ask).toList();
    List<T> answers = new ArrayList<>();
    for (FutureTask<T> task : asked) {
      answers.add(unbounded(task));
    }
    return answers;
  }

  /**
   * Opens a connection and closes it.
   *
   * @throws IOException if the name is unknown, or nothing takes the connection in time
   */
  public static void connect(InetSocketAddress address) throws IOException {
    within(
        () -> {
          // of an unresolved address the name may be resolved by now
          InetAddress host = InetAddress.getByName(address.getHostString());
          try (Socket socket = new Socket()) {
            socket.connect(
                new InetSocketAddress(host, address.getPort()), (int) CONNECT.toMillis());
            return null;
          }
        });
  }

  private static <T> FutureTask<T> ask(Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = new Thread(task, "question to the cluster");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static <T> T answer(FutureTask<T> task) throws IOException {
    try {
      return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new NoAnswer();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw asIoException(e.getCause());
    }
  }

  /** For questions that bound their own parts. */
  private static <T> T unbounded(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw asIoException(e.getCause());
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", e);
  }

  private static IOException asIoException(Throwable cause) {
    if (cause instanceof Error broken) { // nothing that a daemon did
      throw broken;
    }
    return cause instanceof IOException known ? known : new IOException(cause);
  }

  /** Nobody answered in time, and nobody refused. */
  static final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super("no answer within " + LIMIT.toSeconds() + " s");
    }
  }
}
