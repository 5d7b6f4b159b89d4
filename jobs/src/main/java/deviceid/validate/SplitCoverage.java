// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import java.util.Locale;
import org.apache.hadoop.io.Text;

/**
 * The IDs from {@code from} to before {@code to} for which the rows of one split stand, and the
 * first thing that is wrong with them; how maps tell the reducer.
 *
 * @param file the file's number in the order of the rows
 * @param position of the split in its file; stretches are sorted by both
 * @param name the file's name
 * @param finding a line for people, or nothing
 */
record SplitCoverage(int file, long position, String name, long from, long to, String finding) {

  private static final int FIELDS = 4;

  /** Sorts as text as the numbers do. */
  Text key() {
    return new Text(String.format(Locale.ROOT, "%06d %019d", file, position));
  }

  Text value() {
    return new Text(String.join("\t", "" + from, "" + to, name, finding));
  }

  static SplitCoverage read(Text key, Text value) {
    String[] place = key.toString().split(" ", 2);
    String[] fields = value.toString().split("\t", FIELDS);
    return new SplitCoverage(
        Integer.parseInt(place[0]),
        Long.parseLong(place[1]),
        fields[2],
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        fields[3]);
  }
}
