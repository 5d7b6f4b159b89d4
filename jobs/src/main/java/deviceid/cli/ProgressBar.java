// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Work whose end is known, as one line of a terminal: what is done, how fast, and how long the rest
 * will take at the pace since the first progress was seen. In: the part done and a monotonic time;
 * out: a line no wider than asked, which leaves out what has no room. A library would bring a
 * terminal of its own beside {@link Console}'s lines.
 */
public final class ProgressBar {

  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 40;
  private static final double NANOS = 1e9;

  private final String name;
  private final long rows;
  private double firstPart;
  private long firstNanos;

  /**
   * @param rows of the whole; 0 if not known
   */
  public ProgressBar(String name, long rows) {
    this.name = Printable.line(name);
    this.rows = rows;
  }

  /**
   * The line to show.
   *
   * @param part done, from 0 to 1
   * @param nanos now, on any clock that only moves forward
   */
  public String line(double part, long nanos, int columns) {
    if (firstPart == 0) {
      firstPart = part;
      firstNanos = nanos;
    }
    List<String> words = words(part, nanos);
    String tail = "";
    for (int count = words.size(); count > 0; count--) {
      tail = String.join(", ", words.subList(0, count));
      if (name.length() + tail.length() + LEAST_BAR + 4 <= columns) {
        break;
      }
    }
    int room = columns - tail.length() - LEAST_BAR - 4;
    String label = name.substring(0, Math.max(0, Math.min(name.length(), room)));
    int bar = Math.min(MOST_BAR, columns - label.length() - tail.length() - 4);
    if (bar < LEAST_BAR) {
      return tail.substring(0, Math.min(tail.length(), columns));
    }
    int full = (int) (part * bar);
    return label + " [" + "#".repeat(full) + "-".repeat(bar - full) + "] " + tail;
  }

  /** From the most to the least wanted. */
  private List<String> words(double part, long nanos) {
    List<String> words = new ArrayList<>();
    words.add(String.format(Locale.ROOT, "%3.0f%%", Math.floor(100 * part)));
    double pace = (part - firstPart) / ((nanos - firstNanos) / NANOS); // parts a second
    boolean known = pace > 0 && Double.isFinite(pace);
    if (known) {
      words.add(time((1 - part) / pace) + " left");
    }
    if (rows > 0 && known) {
      words.add(Figures.rate(pace * rows, "rows", (long) NANOS));
    }
    if (rows > 0) {
      words.add(RowCount.format((long) (part * rows)) + " of " + RowCount.format(rows));
    }
    return words;
  }

  private static String time(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole < 100
        ? whole + " s"
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
