// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import deviceid.input.TextLines;
import deviceid.report.TextTable;
import deviceid.rows.JobOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.math3.special.Gamma;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * How many IDs begin with each of the sixteen characters; read back from a count's output.
 *
 * @param counts sixteen, in the order 0 to f
 */
public record FirstCharacterCounts(List<Long> counts) {

  private static final int BAR_CHARACTERS = 32;

  /** The characters in the order of the counts. */
  static final String CHARACTERS = "0123456789abcdef";

  /** Never a count of 0, so that 0 stands for a character without a line. */
  private static final Pattern LINE = Pattern.compile("[0-9a-f]\t[1-9][0-9]{0,17}");

  public FirstCharacterCounts {
    counts = List.copyOf(counts);
  }

  /**
   * Reads the lines {@code character<TAB>count} of all reducers; characters that do not occur have
   * no line.
   *
   * @throws ProgramException if a line is not of this form, or a character comes twice
   */
  public static FirstCharacterCounts read(JobOutput output) throws IOException {
    List<Long> counts = new ArrayList<>(Collections.nCopies(CHARACTERS.length(), 0L));
    for (FileStatus part : output.list("part-r-")) {
      output.readLines(part.getPath().getName(), line -> addLine(line, part.getPath(), counts));
    }
    return new FirstCharacterCounts(counts);
  }

  private static void addLine(String line, Path part, List<Long> counts) {
    int character = LINE.matcher(line).matches() ? DeviceIds.digit((byte) line.charAt(0)) : -1;
    if (character < 0 || counts.get(character) != 0) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED,
          part
              + " holds an unexpected line: "
              + TextLines.quote(line.getBytes(StandardCharsets.UTF_8), 0, line.length()));
    }
    counts.set(character, Long.parseLong(line.substring(2)));
  }

  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Characters that occur. */
  public long distinct() {
    return counts.stream().filter(count -> count > 0).count();
  }

  /** Pearson's chi-squared test for equal shares, 15 degrees of freedom; 0 of nothing. */
  public double chiSquared() {
    double expected = total() / (double) counts.size();
    return expected == 0
        ? 0
        : counts.stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  /** The sixteen with shares and bars, and how uniform they are. */
  public String table() {
    long most = Math.max(1, Collections.max(counts));
    TextTable table = new TextTable("<first", "ids", "share", "<");
    for (int i = 0; i < counts.size(); i++) {
      long count = counts.get(i);
      table.row(
          CHARACTERS.substring(i, i + 1),
          RowCount.format(count),
          share(count, total()),
          "#".repeat(Math.toIntExact(Math.round(BAR_CHARACTERS * (count / (double) most)))));
    }
    table.row("total", RowCount.format(total()), share(total(), total()), "");
    return table + "\n" + uniformity();
  }

  private String uniformity() {
    if (total() == 0) {
      return "the input holds no ids";
    }
    int degrees = CHARACTERS.length() - 1;
    double p = Gamma.regularizedGammaQ(degrees / 2.0, chiSquared() / 2); // the upper tail
    return String.format(
        Locale.ROOT,
        "chi-squared test for equal shares: %.2f with %d degrees of freedom, p = %.3g",
        chiSquared(),
        degrees,
        p);
  }

  private static String share(long count, long total) {
    return total == 0 ? "-" : String.format(Locale.ROOT, "%.3f%%", 100.0 * count / total);
  }
}
