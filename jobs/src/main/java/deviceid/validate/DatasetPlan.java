// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import deviceid.io.InputFiles;
import deviceid.io.TaskSummary;
import deviceid.publish.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Which IDs a dataset should hold, and with which of them each of its files should begin.
 *
 * @param ids how many, from 0 on
 * @param parts files in the order of their rows; those that hold none of the plan come last
 */
record DatasetPlan(long seed, long ids, List<Part> parts) {

  /** A file of the dataset. */
  record Part(String name, long first) {
    boolean isForeign() {
      return first == FOREIGN;
    }
  }

  /** First row of a file that the manifest does not know. */
  private static final long FOREIGN = -1;

  DatasetPlan {
    parts = List.copyOf(parts);
  }

  /**
   * The plan that a manifest tells of, for the files that are there now.
   *
   * @throws ProgramException if it is the manifest of something else than rows
   */
  static DatasetPlan of(Manifest manifest, InputFiles files) {
    long seed =
        manifest
            .seed()
            .orElseThrow(
                () ->
                    ProgramException.wrongUse(
                        "input "
                            + files.root()
                            + " holds no ids: it was made by "
                            + manifest.recipe()));
    Map<String, TaskSummary> known =
        manifest.parts().stream().collect(Collectors.toMap(TaskSummary::part, Function.identity()));
    List<Part> parts = new ArrayList<>();
    List<Part> foreign = new ArrayList<>();
    for (FileStatus file : files.files()) {
      String name = file.getPath().getName();
      TaskSummary summary = known.get(name);
      (summary == null ? foreign : parts)
          .add(new Part(name, summary == null ? FOREIGN : summary.first()));
    }
    parts.addAll(foreign);
    return new DatasetPlan(seed, manifest.ids(), parts);
  }

  /**
   * The plan of files that follow each other, each as many rows as its bytes hold.
   *
   * @throws ProgramException if bytes do not tell, since a file is compressed
   */
  static DatasetPlan of(long seed, long ids, InputFiles files) {
    if (files.compressed() && files.files().size() > 1) {
      throw ProgramException.wrongUse(
          "input " + files.root() + " has a compressed file among others: name one file");
    }
    List<Part> parts = new ArrayList<>();
    long first = 0;
    for (FileStatus file : files.files()) {
      parts.add(new Part(file.getPath().getName(), first));
      first += InputFiles.rows(file);
    }
    return new DatasetPlan(seed, ids, parts);
  }

  /** The number of a file in the order of the rows. */
  int ordinal(String name) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + " is no file of the plan");
  }

  /** The plan as text for the tasks: seed and IDs, then first row and name of each file. */
  String write() {
    StringBuilder text = new StringBuilder();
    text.append(Seed.format(seed)).append('\t').append(ids).append('\n');
    for (Part part : parts) {
      text.append(part.first()).append('\t').append(part.name()).append('\n');
    }
    return text.toString();
  }

  /** Reads back what {@link #write} wrote. */
  static DatasetPlan read(Path file, Configuration conf) throws IOException {
    String text;
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String[]> lines = text.lines().map(line -> line.split("\t", 2)).toList();
    return new DatasetPlan(
        Seed.parse(lines.get(0)[0]),
        Long.parseLong(lines.get(0)[1]),
        lines.stream().skip(1).map(line -> new Part(line[1], Long.parseLong(line[0]))).toList());
  }
}
