// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.input.Escaped;
import deviceid.input.PackedIds;
import deviceid.rows.OutputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How many IDs begin with each of the sixteen characters; read back from a count's output.
 *
 * @param counts sixteen, in the order 0 to f
 */
public record FirstCharacterCounts(List<Long> counts) {

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
  public static FirstCharacterCounts read(FileSystem fs, Path output) throws IOException {
    List<Long> counts = new ArrayList<>(Collections.nCopies(CHARACTERS.length(), 0L));
    for (FileStatus part : OutputFiles.list(fs, output, "part-r-")) {
      String text;
      try (InputStream in = fs.open(part.getPath())) {
        text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
      for (String line : text.lines().toList()) {
        int character = LINE.matcher(line).matches() ? PackedIds.digit((byte) line.charAt(0)) : -1;
        if (character < 0 || counts.get(character) != 0) {
          throw new ProgramException(
              ExitCode.CHECK_FAILED,
              part.getPath()
                  + " holds an unexpected line: "
                  + Escaped.ascii(line.getBytes(StandardCharsets.ISO_8859_1), 0, line.length()));
        }
        counts.set(character, Long.parseLong(line.substring(2)));
      }
    }
    return new FirstCharacterCounts(counts);
  }

  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Characters that occur. */
  public long distinct() {
    return counts.stream().filter(count -> count > 0).count();
  }

  /** Pearson's chi-squared against equal shares, 15 degrees of freedom; 0 of nothing. */
  public double chiSquared() {
    double expected = total() / (double) counts.size();
    return expected == 0
        ? 0
        : counts.stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }
}
