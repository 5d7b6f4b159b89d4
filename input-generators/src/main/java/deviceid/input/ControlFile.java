// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import deviceid.input.GenerationPlan.IdRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a {@link GenerationPlan}: {@code first<TAB>count} a line, in decimal ASCII
 * digits, so that {@code NLineInputFormat} gives each line to a map of its own.
 *
 * <p>Reading is strict, since a line that is skipped or read twice loses or doubles IDs: the ranges
 * must follow each other from 0 on. CRLF and a missing last newline are accepted.
 */
public final class ControlFile {

  private static final String NAME = "control file";
  private static final int MAX_LINE_BYTES = 128;
  private static final Pattern LINE = Pattern.compile("([0-9]{1,19})\t([0-9]{1,19})");

  private ControlFile() {}

  /** The plan as text; every line ends with a newline. */
  public static String write(GenerationPlan plan) {
    StringBuilder text = new StringBuilder();
    for (IdRange range : plan.ranges()) {
      text.append(range.first()).append('\t').append(range.count()).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads a whole control file.
   *
   * @throws IllegalArgumentException naming the first line that is malformed, leaves a gap,
   *     overlaps the one before or overflows 2^63 - 1; or if there is no line, or more than {@link
   *     GenerationPlan#MAX_LINES}
   */
  public static GenerationPlan read(InputStream in) throws IOException {
    TextLines lines = new TextLines(in, NAME, MAX_LINE_BYTES);
    List<IdRange> ranges = new ArrayList<>();
    long next = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      long number = lines.number();
      IdRange range = parse(line, number);
      if (range.first() != next) {
        String what = range.first() > next ? "leaves a gap" : "overlaps the line before";
        throw bad(number, what + ": it starts at " + range.first() + ", not at " + next);
      }
      if (number > GenerationPlan.MAX_LINES) {
        throw bad(number, "a control file has at most " + GenerationPlan.MAX_LINES + " lines");
      }
      next = range.end();
      ranges.add(range);
    }
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException(NAME + ": it is empty");
    }
    return new GenerationPlan(ranges);
  }

  /**
   * Reads one line, without its line end, as a map gets it.
   *
   * @throws IllegalArgumentException if it is malformed, naming {@code number}
   */
  public static IdRange parse(String line, long number) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      throw bad(number, "expected first<TAB>count in digits, found " + TextLines.describe(line));
    }
    try {
      return new IdRange(Long.parseLong(fields.group(1)), Long.parseLong(fields.group(2)));
    } catch (IllegalArgumentException e) {
      throw bad(number, "beyond 2^63 - 1: " + TextLines.describe(line));
    }
  }

  private static IllegalArgumentException bad(long number, String what) {
    return TextLines.bad(NAME, number, what);
  }
}
