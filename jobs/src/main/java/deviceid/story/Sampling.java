// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loop of decreasing samples, which is what the notebook concludes from. */
final class Sampling {

  private Sampling() {}

  static Chapter chapter(Setting with) {
    Workspace work = with.work();
    Map<String, String> curves = new LinkedHashMap<>();
    curves.put("stored", "curve");
    curves.put("made anew", "flat");
    return new Chapter(
        "Time against size",
        "The notebook's loop in Spark took 17.8, 16.3, 17.2 and 15.2 s for 12 million, 120,000,"
            + " 1,200 and 12 rows, and it concluded that the time hardly depends on the size. It"
            + " only looks so: nothing was cached, and every action made every ID again. A line"
            + " through its four points leaves the time of a row not distinguishable from 0. Below"
            + " are both: samples of stored rows, and samples of rows made anew in each run.",
        List.of(
            with.checked(
                    "Samples of stored rows",
                    "Exactly as many rows as asked for, drawn without replacement, and only those"
                        + " read where that is cheaper.",
                    "sample",
                    work.at("ids"),
                    work.at("curve"))
                .expect("sizes", with.sizes().size(), ran -> ran.lines("^ *([0-9,]+) +\\1 ")),
            with.checked(
                    "Samples of rows made anew",
                    "The notebook's way, on purpose. What it times is the generating.",
                    "sample",
                    "--lazy",
                    "--ids",
                    with.ids(),
                    work.at("flat"))
                .expect("sizes", with.sizes().size(), ran -> ran.lines("^ *([0-9,]+) +\\1 "))),
        curves);
  }
}
