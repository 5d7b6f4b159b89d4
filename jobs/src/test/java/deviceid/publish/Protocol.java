// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/** Ways to bring an output of two parts to its destination; all but the first are wrong. */
enum Protocol {
  STAGED_AND_RENAMED {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      Recipe recipe = Recipe.of(List.of("protocol"), Map.of());
      try (StagedOutput staged = StagedOutput.beside(target, fs.getConf(), recipe)) {
        writeParts(fs, staged.data());
        staged.publish();
      }
    }
  },
  STRAIGHT_INTO_THE_DESTINATION {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      writeParts(fs, target);
    }
  },
  COPIED_THEN_DELETED {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      Path staging = randomStaging(target);
      writeParts(fs, staging);
      FileUtil.copy(fs, staging, fs, target, true, fs.getConf());
    }
  },
  RENAMED_PART_BY_PART {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      Path staging = randomStaging(target);
      writeParts(fs, staging);
      fs.mkdirs(target);
      for (FileStatus part : fs.listStatus(staging)) {
        fs.rename(part.getPath(), target);
      }
      fs.delete(staging, true);
    }
  },
  FAILED_CLOSE_IGNORED {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      Path staging = randomStaging(target);
      for (String part : PARTS) {
        FSDataOutputStream out = fs.create(new Path(staging, part), false);
        out.write(CONTENT);
        try {
          out.close();
        } catch (IOException e) {
          System.err.println("ignored: " + e.getMessage());
        }
      }
      fs.rename(staging, target);
    }
  },
  FAILURE_NOT_TOLD {
    @Override
    void store(FileSystem fs, Path target) {
      try {
        STAGED_AND_RENAMED.store(fs, target);
      } catch (IOException e) {
        System.err.println("not told: " + e.getMessage());
      }
    }
  },
  FAILED_AFTER_IT_WAS_THERE {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      STAGED_AND_RENAMED.store(fs, target);
      fs.mkdirs(target);
    }
  },
  STAGING_LEFT_BEHIND {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      Path staging = randomStaging(target);
      writeParts(fs, staging);
      fs.rename(staging, target);
    }
  },
  STAGING_OF_ONE_NAME {
    @Override
    void store(FileSystem fs, Path target) throws IOException {
      Path staging = new Path(target.getParent(), ".out.staging");
      writeParts(fs, staging);
      fs.rename(staging, target);
    }
  };

  private static final String[] PARTS = {"part-0", "part-1"};

  /** What a part holds. */
  static final byte[] CONTENT = "rows\n".repeat(100).getBytes(StandardCharsets.US_ASCII);

  abstract void store(FileSystem fs, Path target) throws IOException;

  private static void writeParts(FileSystem fs, Path folder) throws IOException {
    for (String part : PARTS) {
      try (FSDataOutputStream out = fs.create(new Path(folder, part), false)) {
        out.write(CONTENT);
      }
    }
  }

  private static Path randomStaging(Path target) {
    return new Path(target.getParent(), ".out.staging-" + UUID.randomUUID());
  }
}
