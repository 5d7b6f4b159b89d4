// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Input files as they were found, held against those that are there now. */
final class InputChanges {

  private InputChanges() {}

  static void refuse(InputFiles files, Configuration conf) throws IOException {
    Set<String> before = states(files.files());
    Set<String> now;
    try {
      now = states(InputFiles.list(files.root(), conf).files());
    } catch (ProgramException e) { // all of it is gone, or there is a folder in it
      throw changed(files, e.getMessage());
    }
    for (String state : now) {
      if (!before.remove(state)) {
        throw changed(files, "now " + state);
      }
    }
    if (!before.isEmpty()) {
      throw changed(files, "no longer " + before.iterator().next());
    }
  }

  private static ProgramException changed(InputFiles files, String how) {
    return new ProgramException(
        ExitCode.CHECK_FAILED,
        "input " + files.root() + " changed meanwhile: " + how + "; nothing was published");
  }

  private static Set<String> states(List<FileStatus> files) {
    Set<String> states = new LinkedHashSet<>();
    for (FileStatus file : files) {
      Instant written = Instant.ofEpochMilli(file.getModificationTime());
      states.add(file.getPath() + " of " + file.getLen() + " bytes, written " + written);
    }
    return states;
  }
}
