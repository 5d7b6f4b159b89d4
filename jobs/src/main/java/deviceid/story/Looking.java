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
                .expect("rows", with.shown(), ran -> ran.find("([0-9,]{5,})"))));
  }
}
