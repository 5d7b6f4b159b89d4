// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import deviceid.input.DeviceIds;
import deviceid.rows.TaskSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What a published output holds and how it was made; {@code _manifest.json} in its folder.
 *
 * @param run tells one run from every other
 * @param recipe what decides the output
 * @param files every file but the manifest itself, by name
 */
public record Manifest(String run, Recipe recipe, List<Entry> files) {

  /** Its file name, which jobs pass over. */
  public static final String NAME = "_manifest.json";

  /** The setting that is the seed of the rows. */
  public static final String SEED = "seed";

  private static final long MOST_ROWS = Long.MAX_VALUE / DeviceIds.ROW_BYTES;

  private static final Set<String> WRITE_ROWS = Set.of("generate", "convert");

  /**
   * A file of the output.
   *
   * @param name relative to the output's folder
   * @param rows what the task that wrote it says of its rows; null where it holds none
   */
  public record Entry(String name, long bytes, TaskSummary rows) {}

  public Manifest {
    files = List.copyOf(files);
  }

  /** The manifest of the files that lie in a folder now. */
  static Manifest describe(
      String run, Recipe recipe, FileSystem fs, Path folder, List<TaskSummary> summaries)
      throws IOException {
    Map<String, TaskSummary> rows = new HashMap<>();
    summaries.forEach(summary -> rows.put(summary.part(), summary));
    List<Entry> entries = new ArrayList<>();
    list(fs, folder).forEach((name, bytes) -> entries.add(new Entry(name, bytes, rows.get(name))));
    entries.sort(Comparator.comparing(Entry::name));
    return new Manifest(run, recipe, entries);
  }

  /**
   * The manifest in an output's folder; empty if there is none.
   *
   * @throws ProgramException of exit code 5, naming what is wrong, if it is damaged, contradicts
   *     itself or has a newer format. There is one rule for every program: a folder whose manifest
   *     cannot be trusted has failed its check. Whether it may be read all the same is for the
   *     caller to say.
   */
  public static Optional<Manifest> read(FileSystem fs, Path folder) throws IOException {
    Path file = new Path(folder, NAME);
    return fs.exists(file) ? Optional.of(ManifestJson.read(fs, file)) : Optional.empty();
  }

  /** The parts that hold rows, in the order of the rows. */
  public List<TaskSummary> parts() {
    return files.stream()
        .map(Entry::rows)
        .filter(rows -> rows != null)
        .sorted(Comparator.comparingLong(TaskSummary::first).thenComparing(TaskSummary::part))
        .toList();
  }

  /** The seed of the rows; empty where the output holds none, or none of a known seed. */
  public Optional<Long> seed() {
    return WRITE_ROWS.contains(recipe.program())
        ? Optional.ofNullable(recipe.settings().get(SEED)).map(Seed::parse)
        : Optional.empty();
  }

  /** Rows of all parts. */
  public long ids() {
    return TaskSummary.rows(parts());
  }

  /**
   * Checks what the manifest says of its files, rows and seed against each other.
   *
   * @throws IllegalArgumentException naming the first contradiction
   */
  void refuseContradictions() {
    Set<String> names = new HashSet<>();
    for (Entry file : files) {
      boolean inside =
          !file.name().startsWith("/") && !List.of(file.name().split("/")).contains("..");
      require(!file.name().isBlank() && inside, "a file is called '" + file.name() + "'");
      require(names.add(file.name()), file.name() + " is listed twice");
      require(file.bytes() >= 0, file.name() + " has " + file.bytes() + " bytes");
    }
    long next = 0;
    for (TaskSummary part : parts()) {
      require(part.rows() >= 0, part.part() + " has " + part.rows() + " rows");
      require(
          part.first() == next,
          part.part()
              + " begins at row "
              + part.first()
              + ", and the parts before it end at "
              + next);
      require(part.rows() <= MOST_ROWS - next, part.part() + " has too many rows: " + part.rows());
      next += part.rows();
    }
    refuseOtherRows(next);
  }

  private void refuseOtherRows(long rows) {
    String wanted = recipe.settings().get("ids");
    boolean generated = recipe.program().equals("generate");
    if (generated && wanted != null) {
      require(
          wanted.equals(Long.toString(rows)), "setting ids is " + wanted + ", rows are " + rows);
    }
    String seed = recipe.settings().get(SEED);
    require(seed != null || !generated, "generate has a seed, and none is told");
    if (WRITE_ROWS.contains(recipe.program()) && seed != null) {
      require(isUnsigned(seed), "seed '" + seed + "' is no number from 0 to 2^64 - 1");
    }
    if (generated || "text".equals(recipe.settings().get("format"))) {
      for (Entry file : files) {
        require(
            file.rows() == null || file.bytes() == file.rows().bytes(),
            file.name() + " has " + file.bytes() + " bytes, not 41 for each of its rows");
      }
    }
  }

  private static boolean isUnsigned(String digits) {
    try {
      return digits.equals(Long.toUnsignedString(Long.parseUnsignedLong(digits)));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The first file that is not there as it was published, in words; empty if all are. */
  Optional<String> fault(FileSystem fs, Path folder) throws IOException {
    return faults(list(fs, folder)).stream().findFirst();
  }

  /**
   * How files differ from those that were published, in words; empty if they do not.
   *
   * @param found bytes by name
   */
  public List<String> faults(Map<String, Long> found) {
    List<String> faults = new ArrayList<>();
    Map<String, Long> added = new LinkedHashMap<>(found);
    for (Entry entry : files) {
      Long bytes = added.remove(entry.name());
      if (bytes == null) {
        faults.add(entry.name() + " is missing");
      } else if (bytes != entry.bytes()) {
        faults.add(
            String.format(
                Locale.ROOT, "%s has %,d bytes, not %,d", entry.name(), bytes, entry.bytes()));
      }
    }
    added.keySet().forEach(name -> faults.add(name + " was added"));
    return faults;
  }

  /** The same of the files that jobs read: no hidden ones, none in sub-folders. */
  public Manifest ofInput() {
    return new Manifest(
        run,
        recipe,
        files.stream()
            .filter(file -> !file.name().startsWith("_") && !file.name().contains("/"))
            .toList());
  }

  /** Bytes by name of the files in a folder and below, but for manifest and checksum files. */
  private static Map<String, Long> list(FileSystem fs, Path folder) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    String root = fs.makeQualified(folder).toUri().getPath() + "/";
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(folder, true);
    while (files.hasNext()) {
      FileStatus file = files.next();
      String name = file.getPath().toUri().getPath().substring(root.length());
      if (!name.equals(NAME) && !file.getPath().getName().startsWith(".")) {
        sizes.put(name, file.getLen());
      }
    }
    return sizes;
  }
}
