// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.RequestList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How URLs are fetched, on a command line and in the configuration of a job. */
final class FetchOptions {

  static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final String OF_JOB = "deviceid.fetch.job.";
  private static final int MAX_IN_FLIGHT = 256;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.class,
      defaultValue = "async",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Mode mode;

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = Converters.Whole.class,
      defaultValue = "4",
      description = "Threads in mode threads (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--allow-hosts",
      paramLabel = "H",
      split = ",",
      description = "Hosts that requests may go to, as the URLs name them (default: loopback).")
  Collection<String> hosts = LOOPBACK;

  @Option(
      names = "--deadline",
      paramLabel = "S",
      converter = Seconds.class,
      defaultValue = "10s",
      description = "Longest time of a request, headers and body (default: ${DEFAULT-VALUE}).")
  long deadlineMillis;

  @Option(
      names = "--max-bytes",
      paramLabel = "B",
      converter = Bytes.class,
      defaultValue = "64k",
      description = "Longest body that is read, at most 16m (default: ${DEFAULT-VALUE}).")
  long maxBytes;

  /** A mode by its name in lower case. */
  static final class Modes implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
      return Converters.constant(
          Mode.values(),
          text,
          "'" + text + "' is not a mode; write sync, threads, async, maps or virtual");
    }
  }

  /** How a map waits for its requests. */
  enum Mode {
    SYNC("one after another"),
    THREADS("in the threads of a MultithreadedMapper"),
    ASYNC("all at once with sendAsync, from one thread"),
    MAPS("one map a request"),
    VIRTUAL("one virtual thread a request");

    final String description;

    Mode(String description) {
      this.description = description;
    }

    /** Requests that one mapper may have under way. */
    int maxInFlight() {
      return this == ASYNC || this == VIRTUAL ? MAX_IN_FLIGHT : 1;
    }

    boolean isAvailable() {
      return this != VIRTUAL || Runtime.version().feature() >= 21;
    }

    /** Why a mode is not available. */
    static String unavailable() {
      return "needs Java 21, this is Java " + Runtime.version().feature();
    }

    /** A virtual thread a task, found at run time: the suite is compiled for Java 17. */
    static ExecutorService virtualThreads() {
      try {
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(unavailable(), e);
      }
    }

    /** As on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws ProgramException if a value is out of bounds, or the mode is not available here
   */
  void check() {
    refuseUnless(threads >= 1 && threads <= MAX_IN_FLIGHT, "--threads takes 1 to 256");
    refuseUnless(
        deadlineMillis >= 1 && deadlineMillis <= 300_000, "--deadline takes 0.001s to 300s");
    refuseUnless(maxBytes >= 1 && maxBytes <= 16_000_000, "--max-bytes takes 1 to 16m");
    refuseUnless(mode.isAvailable(), "--mode " + mode + " " + Mode.unavailable());
  }

  private static void refuseUnless(boolean good, String message) {
    if (!good) {
      throw ProgramException.wrongUse(message);
    }
  }

  /** The hosts in lower case. */
  SortedSet<String> allowedHosts() {
    SortedSet<String> allowed = new TreeSet<>();
    hosts.forEach(host -> allowed.add(host.strip().toLowerCase(Locale.ROOT)));
    return allowed;
  }

  /** By option name, for a manifest and for a job. */
  Map<String, Object> settings() {
    return Map.of(
        "mode", mode,
        "threads", threads,
        "deadline_ms", deadlineMillis,
        "max-bytes", maxBytes,
        "allow-hosts", String.join(",", allowedHosts()));
  }

  void configure(Configuration job) {
    settings().forEach((name, value) -> job.set(OF_JOB + name, value.toString()));
  }

  /** The options of a job, in its tasks. */
  static FetchOptions of(Configuration job) {
    FetchOptions options = new FetchOptions();
    options.mode = Mode.valueOf(job.get(OF_JOB + "mode").toUpperCase(Locale.ROOT));
    options.threads = job.getInt(OF_JOB + "threads", 1);
    options.deadlineMillis = job.getLong(OF_JOB + "deadline_ms", 0);
    options.maxBytes = job.getLong(OF_JOB + "max-bytes", 0);
    options.hosts = job.getTrimmedStringCollection(OF_JOB + "allow-hosts");
    return options;
  }

  /** {@code 10s}, {@code 0.3s} or the same without the letter, in milliseconds. */
  static final class Seconds implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return RequestList.millis(text.endsWith("s") ? text.substring(0, text.length() - 1) : text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a time in seconds; write 10s or 0.25s"));
    }
  }

  /** Numbers of bytes, in the form of numbers of rows. */
  static final class Bytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return RowCount.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a number of bytes; write 65536, 64k or 1.5m");
      }
    }
  }
}
