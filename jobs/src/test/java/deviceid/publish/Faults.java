// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/**
 * Where the file systems of one run fail. They bring here each call that changes something below a
 * folder; calls are numbered from 1 in the order in which they come, by whichever view they come,
 * and the one at the crash point goes wrong. Hadoop makes file systems by itself, so that a
 * configuration names its faults by number.
 */
final class Faults {

  /** How the call at the crash point ends. */
  enum Way {
    /** It does nothing and fails. */
    REFUSED(false, false),
    /** It does a part of its work and fails. */
    HALF_DONE(true, false),
    /** It does all its work and fails: its answer is lost. */
    ANSWER_LOST(false, false),
    /** It does all its work, and the file system answers nothing from then on. */
    SILENT(false, true),
    /** The process dies before it: every later call fails too, clean-up as well. */
    DEAD(false, true),
    /** The process dies in the middle of it. */
    DEAD_HALFWAY(true, true);

    final boolean half;
    final boolean dead;

    Way(boolean half, boolean dead) {
      this.half = half;
      this.dead = dead;
    }
  }

  /**
   * A call that changes something.
   *
   * @param path below the folder, with what is random in it blanked
   * @param divisible whether a part of its work can be done
   */
  record Call(String name, String path, boolean divisible) {}

  /** A change of a file system, or a part of one. */
  @FunctionalInterface
  interface Change<T> {
    T make() throws IOException;
  }

  private static final String ID = "test.faults";

  /** A UUID; what the local runner draws for a job and a user, and its count of jobs. */
  private static final String RANDOM =
      "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|local\\d+_\\d+|(?<=/staging/)[^/]+";

  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Map<Integer, Faults> ALL = new ConcurrentHashMap<>();

  private final int id = IDS.incrementAndGet();
  private final Path folder;
  private final int point;
  private final Way way;
  private final List<Call> calls = new ArrayList<>();
  private boolean within;
  private boolean ended;

  private Faults(Path folder, int point, Way way) {
    this.folder = folder;
    this.point = point;
    this.way = way;
    ALL.put(id, this);
  }

  /** Counts the calls below a folder and lets them be. */
  static Faults none(Path folder) {
    return new Faults(folder, Integer.MAX_VALUE, Way.REFUSED);
  }

  /** Lets the call of a number go wrong. */
  static Faults at(Path folder, int point, Way way) {
    return new Faults(folder, point, way);
  }

  static Faults of(Configuration conf) {
    return ALL.get(conf.getInt(ID, 0));
  }

  /** The settings of a configuration that runs on these faults, its scratch files elsewhere. */
  Map<String, String> settings(Path scratch) {
    return Map.of(
        ID,
        "" + id,
        "fs.hdfs.impl",
        FaultyHdfs.class.getName(),
        "fs.hdfs.impl.disable.cache",
        "true",
        "fs.AbstractFileSystem.hdfs.impl",
        FaultyHdfs.Context.class.getName(),
        "fs.file.impl",
        FaultyFileSystem.Checksummed.class.getName(),
        "fs.file.impl.disable.cache",
        "true",
        "hadoop.tmp.dir",
        scratch.toString(),
        "mapreduce.jobtracker.staging.root.dir",
        scratch + "/staging",
        "mapreduce.local.map.tasks.maximum",
        "1"); // calls come in one order
  }

  /** A path without what is random in it. */
  static String blank(String path) {
    return path.replaceAll(RANDOM, "*");
  }

  /** Ends the faults, so that what exit hooks try again goes well. */
  synchronized void end() {
    ended = true;
  }

  /** The calls so far. */
  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * Makes a change, or what the crash point leaves of it. A change made by another one is part of
   * that.
   *
   * @param half a part of the change, or null if it has none
   */
  synchronized <T> T change(String name, Path path, Change<T> whole, Change<?> half)
      throws IOException {
    if (within || ended || !path.startsWith(folder)) {
      return whole.make();
    }
    String relative = blank(folder.relativize(path).toString());
    calls.add(new Call(name, relative, half != null));
    within = true;
    try {
      if (calls.size() < point || (calls.size() > point && !way.dead)) {
        return whole.make();
      }
      if (calls.size() == point) {
        leave(whole, half);
      }
      throw new IOException("fault " + way + " in " + name + " of " + relative);
    } finally {
      within = false;
    }
  }

  /** Fails where the file system does not answer any more. */
  synchronized void look() throws IOException {
    if (way == Way.SILENT && calls.size() >= point && !within && !ended) {
      throw new IOException("fault " + way);
    }
  }

  private void leave(Change<?> whole, Change<?> half) throws IOException {
    if (way.half) {
      half.make();
    } else if (way == Way.ANSWER_LOST || way == Way.SILENT) {
      whole.make();
    }
  }
}
