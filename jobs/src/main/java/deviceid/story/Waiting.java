// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.List;

/** Work that waits, for which the notebook uses asyncio. */
final class Waiting {

  private Waiting() {}

  static Chapter chapter(Setting with) {
    return new Chapter(
        "Work that waits: fetching",
        "Five requests to a server that takes its time. One after another they take the sum of"
            + " their delays, all at once the longest of them, and processors have nothing to do"
            + " with it: an event loop, a thread a request or a map a request all wait equally"
            + " well. What differs is what it costs to begin.",
        List.of(
            with.checked(
                    "One after another, in threads, at once, a map each",
                    "The notebook fetched five delays of 1 to 3 s, one after another and with"
                        + " asyncio. The server here is the suite's own, on this machine, and says"
                        + " how many requests it held at once. The maps run in its process, on"
                        + " whatever engine the other parts do.",
                    with.local()
                        ? new String[] {"fetch", "--demo"}
                        : new String[] {"fetch", "--demo", "-D", "mapreduce.framework.name=local"})
                .expect(
                    "modes shown", 5, ran -> ran.lines("^(sync|threads|async|maps|virtual) +[^#]"))
                .expect(
                    "sum of the delays, as a Java stream finds it",
                    ran -> ran.find("over the same answers: sum ([0-9.]+) s"),
                    ran -> ran.find("^sync .* ([0-9.]+?)(?:\\.0)? +[0-9.]+$"))));
  }
}
