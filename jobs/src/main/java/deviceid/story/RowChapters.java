// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Fetching, and where the rows come from: how they are generated and stored, and how they look. */
record RowChapters(Workspace work) {

  /** Row 0 of seed 42 as a UUID; its ID is computed here without the suite's own code. */
  private static final String FIRST_UUID = "b29ed950-786f-45ae-8e4f-f6f4f71b8e0b";

  /** Rows for one process of any machine: the notebook's number. */
  static final long MOST_IN_MEMORY = 12_000_000;

  Chapter fetching() {
    return new Chapter(
        "Work that waits: fetching",
        "Five requests to a slow server. One after another, they take the sum of their delays. All"
            + " at once, they take the longest delay. Processors have nothing to do: an event loop,"
            + " a thread a request and a map a request wait equally well. They differ in what they"
            + " cost to start.",
        List.of(
            StoryPart.checked(
                    "One after another, in threads, at once, a map each",
                    "The notebook fetched five delays of 1 to 3 s, first one after another and then"
                        + " with asyncio. Here the server belongs to the suite, runs on this machine,"
                        + " and counts the requests that it holds at once. The maps run in its"
                        + " process, whatever engine the other parts use.",
                    work.local()
                        ? new String[] {"fetch", "--demo"}
                        : new String[] {"fetch", "--demo", "-D", "mapreduce.framework.name=local"})
                .expect(
                    "modes shown",
                    5,
                    result -> result.lines("^(?:(?:sync|threads|async|maps|virtual) |.*: SKIP)"))
                .expect(
                    "sum of the delays, by a Java stream",
                    result -> result.find("by a Java stream: sum ([0-9.]+) s"),
                    result -> result.find("^sync .* ([0-9.]+?)(?:\\.0)? +[0-9.]+$"))));
  }

  Chapter generating() {
    return new Chapter(
        "Work that computes: generating",
        "A device ID is the SHA-1 of a UUID's text. This work waits for nothing but processors, and"
            + " more of them help.",
        List.of(
            StoryPart.checked(
                    "One process, in memory",
                    "In one process the notebook made 12 million IDs in 57.4 s. Here threads of one"
                        + " JVM do the same work, and map tasks beside them: the difference is the"
                        + " cost of the framework. The second table counts samples of decreasing"
                        + " size. They are drawn before the clock starts, as in the notebook's pandas"
                        + " part.",
                    "memory",
                    "--ids",
                    Long.toString(work.few(MOST_IN_MEMORY)),
                    "--repeats",
                    work.local() ? "5" : "1") // on YARN a repeat takes two jobs' time
                .expect(
                    "sizes of the loop",
                    work.sizes(work.few(MOST_IN_MEMORY)),
                    CountChapters::loopSizes),
            StoryPart.of(
                    "The plan, before anything runs",
                    "The notebook took 193 ms to schedule what it would run later. This is the plan"
                        + " of the next part, from the same input format, without running the job.",
                    "generate",
                    work.at("ids"),
                    "--ids",
                    work.ids(),
                    "--dry-run")
                .expect("map tasks", work.cores(), StoryPart.numberAfter("^map tasks")),
            StoryPart.checked(
                    "On all cores, stored",
                    "The control file has a line for each core, and each line has a map: "
                        + work.cores()
                        + " here. The notebook never stored its rows. These are stored, so that"
                        + " every later part reads the same ones.",
                    "generate",
                    work.at("ids"),
                    "--ids",
                    work.ids())
                .expect("ids", work.rows(), StoryPart.numberAfter("^generated"))
                .expect("bytes of the parts", 41 * work.rows(), result -> work.bytes("ids"))
                .expect(
                    "row 0, the SHA-1 of UUID " + FIRST_UUID,
                    DigestUtils.sha1Hex(FIRST_UUID.getBytes(StandardCharsets.US_ASCII)),
                    result -> work.firstRow("ids")),
            StoryPart.checked(
                    "On all cores again, in reducers",
                    "The notebook's second way groups a frame by a key and generates in each group."
                        + " Here maps send ranges to reducers, one line each. A row depends only on"
                        + " the seed and its index, so the place where it is made changes nothing.",
                    "generate",
                    work.at("grouped"),
                    "--ids",
                    work.ids(),
                    "--in",
                    "reducers")
                .expect(
                    "SHA-256 of all rows",
                    result -> work.digest("ids"),
                    result -> work.digest("grouped")),
            StoryPart.checked(
                "Every row, compared",
                "This part regenerates every row and compares it with the stored one. The notebook"
                    + " could not do that: its first rows differ from one action to the next.",
                "validate",
                work.at("ids"))));
  }

  Chapter looking() {
    return new Chapter(
        "Looking at what is there",
        "Ten rows took the notebook 5.8 s, and their number 16.7 s, because each of these actions"
            + " regenerated rows. Stored rows are read, and only those that are asked for.",
        List.of(
            StoryPart.of(
                    "The first rows",
                    "These are 410 bytes of the first part file.",
                    "show",
                    work.at("ids"),
                    "-n",
                    "10")
                .expect("rows", 10, result -> result.lines("^\\| *[0-9a-f]{17}\\.\\.\\.\\|$"))
                .expect(
                    "first cell",
                    result -> work.firstRow("ids").substring(0, 17) + "...",
                    result -> result.find("^\\| *([0-9a-f]{17}\\.\\.\\.)\\|$")),
            StoryPart.of(
                    "The same as a frame of two columns",
                    "The notebook added a column with the first character, to group by it. Here the"
                        + " column is a view: the count does not need it.",
                    "show",
                    work.at("ids"),
                    "--columns",
                    "device_id,first")
                .expect(
                    "rows whose second column is the first character of the first",
                    20,
                    result -> result.lines("^\\| *([0-9a-f])[0-9a-f]{16}\\.\\.\\.\\| *\\1\\|$"))
                .expect(
                    "last line",
                    "only showing top 20 rows",
                    result -> result.find("^(only showing .*)$")),
            StoryPart.checked(
                    "How many rows",
                    "By the length of the files, by the manifest, and by a job that reads all rows.",
                    "rows",
                    work.at("ids"))
                .expect("rows by the manifest", work.rows(), StoryPart.numberAfter("^manifest")),
            StoryPart.of(
                    "Where they are",
                    "The notebook says that the workers' disks keep its rows as blocks. They did"
                        + " not. These are stored:",
                    "show",
                    work.at("ids"),
                    "--blocks")
                .expect(
                    "parts that have a first block",
                    work.cores(),
                    result -> result.lines("^part-m-[0-9]+ +0 +0 ")),
            StoryPart.checked(
                "Three quarters of the bytes",
                "A hash has 20 bytes; its text with a newline has 41. A sequence file stores the 20"
                    + " bytes and 12 bytes of its own for each row. The mapper gets the same row.",
                "convert",
                work.at("ids"),
                work.at("sequence"),
                "--format",
                "sequence"),
            StoryPart.checked(
                    "Every row of it, compared",
                    "Reads the 20 bytes back and compares them with the regenerated rows.",
                    "validate",
                    work.at("sequence"))
                .expect(
                    "ids valid",
                    work.rows(),
                    StoryPart.numberAfter("ids valid = ids of the plan:"))));
  }
}
