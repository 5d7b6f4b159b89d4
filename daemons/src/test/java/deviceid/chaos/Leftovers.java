// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What lies in a trial's folder afterwards. */
final class Leftovers {

  private Leftovers() {}

  /** What {@code doctor --clean} does not remove of what lies beside a trial's input and output. */
  static List<String> afterCleaning(Cluster cluster, Path parent) throws Exception {
    if (!left(cluster.fs(), parent).isEmpty()) {
      new Run(cluster, "clean", Map.of(), List.of("doctor", "--clean", parent.toString())).end();
    }
    List<String> left = left(cluster.fs(), parent);
    return left.isEmpty() ? left : List.of("left after doctor --clean: " + left);
  }

  private static List<String> left(FileSystem fs, Path parent) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : fs.listStatus(parent)) {
      names.add(status.getPath().getName());
    }
    names.removeAll(List.of("in", "out"));
    return names;
  }

  /** Every file of an output, with what changes if somebody writes it again. */
  static List<String> tree(FileSystem fs, Path out) throws IOException {
    List<String> files = new ArrayList<>();
    if (fs.exists(out)) {
      RemoteIterator<LocatedFileStatus> all = fs.listFiles(out, true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        files.add(file.getPath() + " " + file.getLen() + " " + file.getModificationTime());
      }
    }
    return files;
  }
}
