// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a user's list is fetched, and how patiently: options that make {@link FetchSettings}. */
final class FetchOptions {

  static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final int MOST_BYTES = 16_000_000;
  private static final long LONGEST_DEADLINE = 300_000;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.class,
      defaultValue = "async",
      description = "sync, threads, async, maps, or virtual (default: ${DEFAULT-VALUE}).")
  Mode mode;

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = Converters.Whole.class,
      defaultValue = "4",
      description = "Threads of mode threads (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--allow-hosts",
      paramLabel = "H",
      split = ",",
      description = "Hosts that may be asked, by their names in the URLs (default: loopback).")
  List<String> hosts = List.copyOf(LOOPBACK);

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
      description = "Longest body that is taken, at most 16m (default: ${DEFAULT-VALUE}).")
  long maxBytes;

  /**
   * @throws ProgramException if a number is out of bounds, or the mode is not to be had here
   */
  FetchSettings settings() {
    if (threads < 1 || threads > Mode.IN_FLIGHT) {
      throw ProgramException.wrongUse("--threads takes 1 to " + Mode.IN_FLIGHT);
    }
    if (deadlineMillis < 1 || deadlineMillis > LONGEST_DEADLINE) {
      throw ProgramException.wrongUse("--deadline takes 0.001s to 300s");
    }
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw ProgramException.wrongUse("--max-bytes takes 1 to 16m");
    }
    if (mode == Mode.VIRTUAL && !VirtualThreads.exist()) {
      throw ProgramException.wrongUse("--mode virtual: " + VirtualThreads.absence());
    }
    TreeSet<String> allowed =
        hosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    return new FetchSettings(mode, threads, deadlineMillis, (int) maxBytes, allowed);
  }

  /** Modes in lower case. */
  static final class Modes implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
      return Converters.constant(
          Mode.values(),
          text,
          "there is no mode '" + text + "'; write sync, threads, async, maps, virtual");
    }
  }

  /** Numbers of bytes, as numbers of rows are written. */
  static final class Bytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return RowCount.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is no number of bytes; write 65536, 64k or 1.5m");
      }
    }
  }
}
