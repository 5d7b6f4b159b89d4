// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** How the IDs come to be: in one process, in maps, in reducers. */
final class Generating {

  /** Row 0 of seed 42 as a UUID; its ID is computed here by the JDK alone. */
  private static final String FIRST_UUID = "b29ed950-786f-45ae-8e4f-f6f4f71b8e0b";

  private Generating() {}

  static Chapter chapter(Setting with) {
    Workspace work = with.work();
    return new Chapter(
        "Work that computes: generating",
        "A device ID is the SHA-1 of a UUID's text. Here nobody waits for anything but processors,"
            + " and what helps is more of them.",
        List.of(
            with.checked(
                    "One process, in memory",
                    "The notebook's single process made 12 million in 57.4 s. Here the same work"
                        + " in threads of one JVM and, beside it, in map tasks: the difference is"
                        + " what the framework costs. The loop below it counts ever smaller"
                        + " samples, drawn before the clock starts, as the notebook does in pandas.",
                    "memory",
                    "--ids",
                    with.ids())
                .expect("sizes of the loop", with.sizes().size(), Setting.LOOP),
            Part.of(
                    "The plan, before anything runs",
                    "The notebook took 193 ms to schedule what it would run later. This is what"
                        + " the next part will run, asked of the same input format and not run.",
                    "generate",
                    work.at("ids"),
                    "--ids",
                    with.ids(),
                    "--dry-run")
                .expect("map tasks", with.cores(), Setting.number("^map tasks")),
            with.checked(
                    "On all cores, stored",
                    "One line of a control file a core, a map each: "
                        + with.cores()
                        + " here. The notebook's rows were never stored; these are, so that every"
                        + " later part reads the same ones.",
                    "generate",
                    work.at("ids"),
                    "--ids",
                    with.ids())
                .expect("ids", with.rows(), Setting.number("^generated"))
                .expect("bytes of the parts", 41 * with.rows(), ran -> work.bytes("ids"))
                .expect(
                    "row 0, as the JDK makes it of UUID " + FIRST_UUID,
                    sha1(FIRST_UUID),
                    ran -> work.firstRow("ids")),
            with.checked(
                    "On all cores again, in reducers",
                    "The notebook's second way groups a frame by a key and generates in each"
                        + " group. Here maps send ranges to a reducer a line. Rows are a function"
                        + " of the seed and their index, so where they are made changes nothing.",
                    "generate",
                    work.at("grouped"),
                    "--ids",
                    with.ids(),
                    "--in",
                    "reducers")
                .expect(
                    "SHA-256 of all rows",
                    ran -> work.digest("ids"),
                    ran -> work.digest("grouped")),
            with.checked(
                "Every row, made again",
                "Whether two runs gave the same rows is no question of trust: each is made again"
                    + " and compared. In the notebook it could not be, and was not so: its first"
                    + " rows differ from one action to the next.",
                "validate",
                work.at("ids"))));
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
