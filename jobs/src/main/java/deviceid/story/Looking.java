// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.List;

/** What is there, without a job where none is needed. */
final class Looking {

  private Looking() {}

  static Chapter chapter(Setting with) {
    Workspace work = with.work();
    return new Chapter(
        "Looking at what is there",
        "Ten rows took the notebook 5.8 s and their number 16.7 s, since each of these made rows"
            + " anew: every ID of a core for the one, all of them for the other. Stored rows are"
            + " read, and only those that are asked for.",
        List.of(
            Part.of(
                    "The first rows",
                    "They are 410 bytes of the first part.",
                    "show",
                    work.at("ids"),
                    "-n",
                    "10")
                .expect("rows", 10, ran -> ran.lines("^\\| *[0-9a-f]{17}\\.\\.\\.\\|$"))
                .expect(
                    "first cell",
                    ran -> work.firstRow("ids").substring(0, 17) + "...",
                    ran -> ran.find("^\\| *([0-9a-f]{17}\\.\\.\\.)\\|$")),
            Part.of(
                    "The same as a frame of two columns",
                    "The notebook added a column for the first character, to group by it. Here it"
                        + " is a view: the count needs no column.",
                    "show",
                    work.at("ids"),
                    "--columns",
                    "device_id,first")
                .expect(
                    "rows whose second column is the first character of the first",
                    20,
                    ran -> ran.lines("^\\| *([0-9a-f])[0-9a-f]{16}\\.\\.\\.\\| *\\1\\|$"))
                .expect(
                    "last line",
                    "only showing top 20 rows",
                    ran -> ran.find("^(only showing .*)$")),
            with.checked(
                    "How many rows",
                    "By the length of the files, by the manifest, and by a job that reads all:"
                        + " three times, one number.",
                    "rows",
                    work.at("ids"))
                .expect("rows by the manifest", with.shown(), Setting.number("^manifest")),
            Part.of(
                    "Where they are",
                    "The notebook says that its rows are kept as blocks on the workers' disks. They"
                        + " were not. These are:",
                    "show",
                    work.at("ids"),
                    "--blocks")
                .expect(
                    "parts that have a first block",
                    with.cores(),
                    ran -> ran.lines("^part-m-[0-9]+ +0 +0 ")),
            with.checked(
                "Three quarters of the bytes",
                "A hash has 20 bytes and its text, with a newline, 41. In a sequence file a"
                    + " row is the 20 and 12 more of its record; to the mapper it is the same row.",
                "convert",
                work.at("ids"),
                work.at("sequence"),
                "--format",
                "sequence"),
            with.checked(
                    "Every row of it, made again",
                    "Read back from the 20 bytes and compared with what the seed says.",
                    "validate",
                    work.at("sequence"))
                .expect(
                    "ids valid", with.shown(), Setting.number("ids valid = ids of the plan:"))));
  }
}
