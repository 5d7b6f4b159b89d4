// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.count.CountByFirstCharacter;
import deviceid.count.CountSettings;
import deviceid.count.FirstCharacterCounts;
import deviceid.curve.Median;
import deviceid.generate.GeneratedInputFormat;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.publish.TemporaryFolder;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * The same rows generated and counted, none of them kept, by threads of this process and by map
 * tasks of a job: out, a table of medians. What is compared is the work of both, from before it is
 * handed out until its sixteen numbers are there.
 */
final class Ways {

  private final long ids;
  private final long seed;
  private final int repeats;
  private final Session session;
  private final TemporaryFolder temporary;
  private final List<FirstCharacterCounts> counts = new ArrayList<>();
  private final Table table =
      new Table(
          Column.text("generated and counted by"),
          Column.measured("time", "s"),
          Column.measured("rate", "m ids/s"));

  Ways(long ids, long seed, int repeats, Session session, TemporaryFolder temporary) {
    this.ids = ids;
    this.seed = seed;
    this.repeats = repeats;
    this.session = session;
    this.temporary = temporary;
  }

  /** One of them at a time, then {@code most} at once. */
  Table measure(int most) throws IOException, InterruptedException {
    for (int threads : most == 1 ? new int[] {1} : new int[] {1, most}) {
      add(threads + (threads == 1 ? " thread" : " threads"), () -> inThreads(threads));
      add(threads + (threads == 1 ? " map task" : " map tasks"), () -> inMaps(threads));
    }
    return table;
  }

  /** The counts of all runs. */
  List<FirstCharacterCounts> counts() {
    return counts;
  }

  private interface Way {
    FirstCharacterCounts count() throws IOException, InterruptedException;
  }

  private void add(String name, Way way) throws IOException, InterruptedException {
    long[] nanos = new long[repeats];
    way.count(); // before its code is compiled
    for (int repeat = 0; repeat < repeats; repeat++) {
      long begun = System.nanoTime();
      counts.add(way.count());
      nanos[repeat] = System.nanoTime() - begun;
    }
    double seconds = Median.of(LongStream.of(nanos)) / 1e9;
    table.row(name, seconds, ids / seconds / 1e6);
  }

  private FirstCharacterCounts inThreads(int threads) throws InterruptedException {
    return new Threads(seed, threads).count(ids);
  }

  private FirstCharacterCounts inMaps(int maps) throws IOException, InterruptedException {
    FileSystem fs = temporary.path("data").getFileSystem(session.conf());
    Path folder = temporary.path("maps-" + maps + "-" + counts.size());
    Path control = new Path(folder + ".txt");
    temporary.write(control.getName(), ControlFile.write(GenerationPlan.of(ids, maps)));
    Job job =
        CountByFirstCharacter.createJob(
            session.conf(), "count in " + maps + " maps", CountSettings.DEFAULT, folder);
    GeneratedInputFormat.configure(job, control, seed);
    session.run(job);
    FirstCharacterCounts found = FirstCharacterCounts.read(fs, folder);
    fs.delete(folder, true);
    fs.delete(control, false);
    return found;
  }
}
