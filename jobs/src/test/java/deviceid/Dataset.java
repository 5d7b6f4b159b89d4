// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.input.DeviceIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Rows for tests, most of them made and read without the jobs. */
public final class Dataset {

  /** Files that generate left, by its options and their names. */
  private static final Map<List<String>, Map<String, byte[]>> GENERATED = new ConcurrentHashMap<>();

  private Dataset() {}

  /** Leaves in a new folder what generate leaves there; the same options run one job in a JVM. */
  public static void generate(Path folder, String... options) throws IOException {
    List<String> key = List.of(options);
    if (!GENERATED.containsKey(key)) {
      Stream<String> line = Stream.concat(Stream.of("generate", "" + folder), key.stream());
      Run.of(line.toArray(String[]::new)).succeeds();
      GENERATED.put(key, files(folder));
      return;
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : GENERATED.get(key).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes.put("" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }

  /** Rows 0 to count - 1 of a seed, as text. */
  public static String rows(long seed, int count) {
    byte[] rows = new byte[count * DeviceIds.ROW_BYTES];
    new DeviceIds(seed).fill(0, count, rows, 0);
    return new String(rows, StandardCharsets.US_ASCII);
  }

  /** Writes a text and returns its path. */
  public static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  /** The parts of a folder, one after another in the order of their names. */
  public static byte[] parts(Path folder) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("part-")) {
          all.write(Files.readAllBytes(file));
        }
      }
    }
    return all.toByteArray();
  }

  public static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** Lines by first character, in lower case. */
  public static Map<String, Long> countByFirst(String rows) {
    Map<String, Long> counts = new TreeMap<>();
    rows.lines().forEach(row -> counts.merge(row.substring(0, 1), 1L, Long::sum));
    return counts;
  }

  /** What a count wrote. */
  public static Map<String, Long> readCounts(Path folder) throws IOException {
    return counts(new String(parts(folder), StandardCharsets.US_ASCII));
  }

  /** The same from the text of its parts. */
  public static Map<String, Long> counts(String lines) {
    Map<String, Long> counts = new TreeMap<>();
    lines
        .lines()
        .map(line -> line.split("\t", 2))
        .forEach(fields -> counts.merge(fields[0], Long.parseLong(fields[1]), Long::sum));
    return counts;
  }

  /** Every name in a folder, hidden ones too, but for checksum files. */
  public static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Rows as gzip that is cut off half way: its first bytes decompress, and its end is missing. */
  public static byte[] cutGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(rows(42, 1_000).getBytes(StandardCharsets.US_ASCII));
    }
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
  }
}
