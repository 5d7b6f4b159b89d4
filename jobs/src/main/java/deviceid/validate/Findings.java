// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.cli.Console;
import deviceid.cli.RowCount;
import deviceid.rows.OutputFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The lines that a job's reducers wrote for people.
 *
 * @param lines the first ones
 * @param all how many there are
 */
record Findings(List<String> lines, long all) {

  private static final int SHOWN = 20;

  /** Reads what lies in a job's output. */
  static Findings read(FileSystem fs, Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    long all = 0;
    for (FileStatus part : OutputFiles.list(fs, output, "part-r-")) {
      try (BufferedReader text =
          new BufferedReader(
              new InputStreamReader(fs.open(part.getPath()), StandardCharsets.UTF_8))) {
        for (String line = text.readLine(); line != null; line = text.readLine()) {
          if (all++ < SHOWN) {
            lines.add(line);
          }
        }
      }
    }
    return new Findings(List.copyOf(lines), all);
  }

  void show(Console console) {
    lines.forEach(console::print);
    if (all > lines.size()) {
      console.print("and " + RowCount.format(all - lines.size()) + " more");
    }
  }
}
