// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.List;

/** Counting by first character: stored, made anew, and by four ways of combining. */
final class Counting {

  private Counting() {}

  static Chapter chapter(Setting with) {
    Workspace work = with.work();
    return new Chapter(
        "Counting by first character",
        "Mapper, combiner, reducer. A hash has no favourite first character: sixteen shares of"
            + " 6.25%.",
        List.of(
            with.checked(
                    "Stored rows",
                    "The mapper tallies a batch of rows and emits sixteen pairs; the combiner and"
                        + " the reducer add them up.",
                    "count",
                    work.at("ids"),
                    work.at("counts"))
                .expect("total", with.shown(), Setting.number("^total")),
            with.checked(
                    "Rows made anew",
                    "Lazy, as the notebook's frames were: planning costs next to nothing, and the"
                        + " rows are made while they are counted. Nothing is stored.",
                    "count",
                    "--lazy",
                    "--ids",
                    with.ids(),
                    work.at("lazy"))
                .expect(
                    "SHA-256 of the counts",
                    ran -> work.digest("counts"),
                    ran -> work.digest("lazy")),
            with.checked(
                    "What combining saves",
                    "The same count in four ways, from a pair a row to sixteen pairs a map. Counters"
                        + " say what each costs; on YARN they also stand in its pages, whose"
                        + " addresses are printed.",
                    "count",
                    work.at("ids"),
                    work.at("compared"),
                    "--compare")
                .expect(
                    "SHA-256 of the counts",
                    ran -> work.digest("counts"),
                    ran -> work.digest("compared")),
            with.checked(
                    "Counted in memory",
                    "Packed into one array of 20 bytes a row, and as a list of strings as a"
                        + " notebook would have them. A count of a small sample takes microseconds"
                        + " here: what a job takes beyond that is the job.",
                    "memory",
                    work.at("ids"))
                .expect("sizes of the loop", with.sizes().size(), Setting.LOOP)));
  }
}
