// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Oracle.Ending;
import deviceid.chaos.Workload.Program;
import deviceid.input.DeviceIds;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Negative controls: wrong ways to publish, each ended at its weak point, and rows that are not
 * those of the seed. A certificate's judge must find fault with every one.
 */
enum WrongProtocol {
  STRAIGHT_INTO_THE_DESTINATION("rows differ") {
    @Override
    Ending store(Files files) throws IOException {
      files.write(files.out, 0, 0);
      return KILLED;
    }
  },
  COPIED_THEN_DELETED("rows differ") {
    @Override
    Ending store(Files files) throws IOException {
      files.writeAll(files.staging());
      files.write(files.out, 0, 0);
      return KILLED;
    }
  },
  RENAMED_PART_BY_PART("rows differ") {
    @Override
    Ending store(Files files) throws IOException {
      Path staging = files.staging();
      files.writeAll(staging);
      files.fs.mkdirs(files.out);
      files.fs.rename(new Path(staging, "part-m-00000"), files.out);
      return KILLED;
    }
  },
  FAILED_CLOSE_IGNORED("rows differ") {
    @Override
    Ending store(Files files) throws IOException {
      files.write(files.out, 0, 0);
      files.write(files.out, 1, -1000);
      return DONE;
    }
  },
  FAILURE_NOT_TOLD("the destination is absent") {
    @Override
    Ending store(Files files) {
      return DONE;
    }
  },
  FAILED_AFTER_IT_WAS_THERE("the destination is there") {
    @Override
    Ending store(Files files) throws IOException {
      files.writeAll(files.out);
      return FAILED;
    }
  },
  STAGING_LEFT_BEHIND("left after doctor") {
    @Override
    Ending store(Files files) throws IOException {
      files.writeAll(files.staging());
      return FAILED;
    }
  },
  STAGING_OF_ONE_NAME("run again") {
    @Override
    Ending store(Files files) throws IOException {
      Path staging = new Path(files.out.getParent(), ".out.staging");
      if (files.fs.exists(staging)) {
        return FAILED;
      }
      files.write(staging, 0, 0);
      return KILLED;
    }
  },
  A_ROW_LOST("1 lost, 0 doubled, 0 altered") {
    @Override
    Ending store(Files files) throws IOException {
      files.write(files.out, 0, -1);
      files.write(files.out, 1, 0);
      return DONE;
    }
  },
  A_ROW_DOUBLED("0 lost, 1 doubled, 0 altered") {
    @Override
    Ending store(Files files) throws IOException {
      files.write(files.out, 0, 1);
      files.write(files.out, 1, 0);
      return DONE;
    }
  },
  A_ROW_ALTERED("0 lost, 0 doubled, 1 altered") {
    @Override
    Ending store(Files files) throws IOException {
      files.rows[3] ^= 1;
      files.writeAll(files.out);
      return DONE;
    }
  },
  FAILED_WITHOUT_A_REASON("with the last line") {
    @Override
    Ending store(Files files) {
      return new Ending(1, "Job status not available", false);
    }
  };

  private static final Ending DONE = new Ending(0, "done", false);
  private static final Ending FAILED = new Ending(1, "FAIL: planted", false);
  private static final Ending KILLED = new Ending(137, "", true);

  /** What the judge must say. */
  final String finding;

  WrongProtocol(String finding) {
    this.finding = finding;
  }

  abstract Ending store(Files files) throws IOException;

  /** Whether the judge finds it. */
  boolean isCaught(Cluster cluster) throws Exception {
    Path parent = new Path("/chaos/" + name());
    cluster.fs().mkdirs(parent);
    Files files = new Files(cluster.fs(), new Path(parent, "out"));
    Oracle oracle = new Oracle(cluster);
    List<String> found = new ArrayList<>(oracle.judge(Files.WORK, files.out, store(files), true));
    if (this == STAGING_OF_ONE_NAME) {
      found.addAll(oracle.judgeAgain(Files.WORK, files.out, false, store(files)));
    }
    found.addAll(Leftovers.afterCleaning(cluster, parent));
    cluster.fs().delete(parent, true);
    return found.stream().anyMatch(one -> one.contains(finding));
  }

  /** A dataset of two parts, and where it is written. */
  static final class Files {
    private static final Workload WORK =
        new Workload(Program.GENERATE, 7, 20_000, 2, "", List.of());

    private final FileSystem fs;
    private final Path out;
    private final byte[] rows = new byte[(int) WORK.rows() * DeviceIds.ROW_BYTES];

    Files(FileSystem fs, Path out) {
      this.fs = fs;
      this.out = out;
      new DeviceIds(WORK.seed()).fill(0, (int) WORK.rows(), rows, 0);
    }

    private Path staging() {
      return new Path(out.getParent(), ".out.staging-" + UUID.randomUUID());
    }

    private void writeAll(Path folder) throws IOException {
      write(folder, 0, 0);
      write(folder, 1, 0);
    }

    /** Half of the rows as a part, and some more or fewer. */
    private void write(Path folder, int part, int more) throws IOException {
      int half = rows.length / 2;
      try (OutputStream to = fs.create(new Path(folder, "part-m-0000" + part), false)) {
        to.write(rows, part * half, half + more * DeviceIds.ROW_BYTES);
      }
      try (OutputStream to = fs.create(new Path(folder, "_manifest.json"), true)) {
        to.write('{');
      }
    }
  }
}
