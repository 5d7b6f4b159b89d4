// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import deviceid.cli.Figures;
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
 *
 * @param answer longest wait for one answer: {@code deviceid.timeout.answer}, 20s unless set: a
 *     daemon of a busy machine takes many seconds
 * @param connect longest wait for a connection: {@code deviceid.timeout.connect}, 2s unless set; it
 *     should be well within the other
 */
public record Timeouts(Duration answer, Duration connect) {

  public static final String ANSWER = "deviceid.timeout.answer";
  public static final String CONNECT = "deviceid.timeout.connect";

  /** The limits that a configuration sets, as Hadoop writes times: {@code 500ms}, {@code 8s}. */
  public static Timeouts of(Configuration conf) {
    return new Timeouts(
        Duration.ofMillis(conf.getTimeDuration(ANSWER, "20s", TimeUnit.MILLISECONDS)),
        Duration.ofMillis(conf.getTimeDuration(CONNECT, "2s", TimeUnit.MILLISECONDS)));
  }

  /** A copy of the configuration whose clients give up soon. */
  public static Configuration hurried(Configuration conf) {
    Timeouts limits = of(conf);
    long connect = limits.connect.toMillis();
    Configuration hurried = new Configuration(conf);
    hurried.setLong("ipc.client.connect.timeout", connect);
    hurried.setInt("ipc.client.connect.max.retries", 0);
    hurried.setInt("ipc.client.connect.max.retries.on.timeouts", 0);
    hurried.setLong(
        "ipc.client.rpc-timeout.ms", Math.max(connect, limits.answer.toMillis() - connect));
    hurried.setInt("dfs.client.failover.max.attempts", 2);
    hurried.setLong("yarn.resourcemanager.connect.max-wait.ms", connect);
    hurried.setLong("yarn.resourcemanager.connect.retry-interval.ms", 500);
    return hurried;
  }

  /**
   * The answer to one question.
   *
   * @throws IOException if it fails, or no answer comes within {@link #answer}
   */
  public <T> T within(Callable<T> question) throws IOException {
    return answer(start(question));
  }

  /** The answers to several questions, asked at the same time, in their order. */
  public static <T> List<T> together(List<Callable<T>> questions) throws IOException {
    List<FutureTask<T>> asked = questions.stream().map(Timeouts::start).toList();
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
  public void connect(InetSocketAddress address) throws IOException {
    within(
        () -> {
          // of an unresolved address the name may be resolved by now
          InetAddress host = InetAddress.getByName(address.getHostString());
          try (Socket socket = new Socket()) {
            socket.connect(
                new InetSocketAddress(host, address.getPort()), (int) connect.toMillis());
            return null;
          }
        });
  }

  private static <T> FutureTask<T> start(Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = new Thread(task, "question to the cluster");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private <T> T answer(FutureTask<T> task) throws IOException {
    try {
      return task.get(answer.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new NoAnswer(answer);
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

    NoAnswer(Duration limit) {
      super("no answer within " + Figures.time((double) limit.toNanos()));
    }
  }
}
