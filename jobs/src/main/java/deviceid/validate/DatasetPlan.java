// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.cli.Printable;
import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import deviceid.input.DeviceIds;
import deviceid.publish.Manifest;
import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Which IDs a dataset should hold, and with which of them each of its files should begin.
 *
 * @param ids how many, from 0 on
 * @param parts files in the order of their rows; those that hold none of the plan come last
 */
record DatasetPlan(long seed, long ids, List<Part> parts) {

  /**
   * A file of the dataset.
   *
   * @param path tells it from files of that name in other folders
   * @param rowBytes how many of its bytes are a row, on average
   */
  record Part(String path, long first, double rowBytes) {

    /** Its name on one line and in one field. */
    String name() {
      return Printable.line(path.substring(path.lastIndexOf('/') + 1)).replace("\t", "\\t");
    }

    /** The row of the file that begins at a position, or one near it where rows differ in bytes. */
    long row(long position) {
      return (long) (position / rowBytes);
    }

    boolean hasFixedWidth() {
      return rowBytes == DeviceIds.ROW_BYTES;
    }

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
   * The plan of a manifest, for the files that are there now; empty if it lists rows but no seed.
   *
   * @throws ProgramException if it is the manifest of something else than rows
   */
  static Optional<DatasetPlan> of(Manifest manifest, InputFiles files) {
    if (manifest.seed().isEmpty() && manifest.parts().isEmpty()) {
      throw ProgramException.wrongUse(
          "input " + files.root() + " holds no ids: it was made by " + manifest.recipe());
    }
    return manifest.seed().map(seed -> of(seed, manifest, files));
  }

  private static DatasetPlan of(long seed, Manifest manifest, InputFiles files) {
    Map<String, Manifest.Entry> known =
        manifest.files().stream()
            .filter(entry -> entry.rows() != null)
            .collect(Collectors.toMap(Manifest.Entry::name, Function.identity()));
    List<Part> parts = new ArrayList<>();
    List<Part> foreign = new ArrayList<>();
    for (InputFile file : files.files()) {
      String path = file.path().toString();
      Manifest.Entry entry = known.get(file.path().getName());
      if (entry == null) {
        foreign.add(new Part(path, FOREIGN, DeviceIds.ROW_BYTES));
      } else {
        parts.add(
            new Part(path, entry.rows().first(), rowBytes(entry.bytes(), entry.rows().rows())));
      }
    }
    parts.addAll(foreign);
    return new DatasetPlan(seed, manifest.ids(), parts);
  }

  /**
   * The plan of files that follow each other, each as many rows as its bytes hold.
   *
   * @throws ProgramException if bytes do not tell, since a file is compressed or a sequence file
   */
  static DatasetPlan of(long seed, long ids, InputFiles files) {
    Optional<String> why =
        files.files().stream()
            .filter(file -> file.form() != InputFile.Form.TEXT)
            .map(InputFile::notFixedWidth)
            .findFirst();
    if (why.isPresent()) {
      return ofOneFile(seed, ids, files, why.get());
    }
    List<Part> parts = new ArrayList<>();
    long first = 0;
    for (InputFile file : files.files()) {
      parts.add(new Part(file.path().toString(), first, DeviceIds.ROW_BYTES));
      first += file.rows();
    }
    return new DatasetPlan(seed, ids, parts);
  }

  private static DatasetPlan ofOneFile(long seed, long ids, InputFiles files, String why) {
    if (files.files().size() > 1) {
      throw ProgramException.wrongUse("input " + why + ", and there are others: name one file");
    }
    InputFile file = files.files().get(0);
    Part part = new Part(file.path().toString(), 0, rowBytes(file.bytes(), ids));
    return new DatasetPlan(seed, ids, List.of(part));
  }

  private static double rowBytes(long bytes, long rows) {
    return rows == 0 ? DeviceIds.ROW_BYTES : bytes / (double) rows;
  }

  /** The number of a file in the order of the rows. */
  int ordinal(Path file) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).path().equals(file.toString())) {
        return i;
      }
    }
    throw new IllegalArgumentException(file + " is no file of the plan");
  }

  /**
   * The plan as text for the tasks: seed and IDs, then first row, bytes of a row and path of each
   * file, encoded, since a name may hold a newline.
   */
  String write() {
    StringBuilder text = new StringBuilder();
    text.append(Seed.format(seed)).append('\t').append(ids).append('\n');
    for (Part part : parts) {
      text.append(part.first()).append('\t').append(part.rowBytes()).append('\t');
      text.append(URLEncoder.encode(part.path(), StandardCharsets.UTF_8)).append('\n');
    }
    return text.toString();
  }

  /** Reads back what {@link #write} wrote. */
  static DatasetPlan read(Path file, Configuration conf) throws IOException {
    String text;
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String[]> lines = text.lines().map(line -> line.split("\t", 3)).toList();
    return new DatasetPlan(
        Seed.parse(lines.get(0)[0]),
        Long.parseLong(lines.get(0)[1]),
        lines.stream().skip(1).map(DatasetPlan::part).toList());
  }

  private static Part part(String[] fields) {
    return new Part(
        URLDecoder.decode(fields[2], StandardCharsets.UTF_8),
        Long.parseLong(fields[0]),
        Double.parseDouble(fields[1]));
  }
}
