// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.input.DeviceIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Writable;

/** Sequence files for tests, written and read by Hadoop's own classes. */
public final class SequenceData {

  private SequenceData() {}

  /** A writer of records with those options. */
  public static SequenceFile.Writer writer(Path file, SequenceFile.Writer.Option... options)
      throws IOException {
    Files.createDirectories(file.getParent());
    List<SequenceFile.Writer.Option> all = new ArrayList<>(List.of(options));
    all.add(SequenceFile.Writer.file(new org.apache.hadoop.fs.Path(file.toUri())));
    return SequenceFile.createWriter(
        new Configuration(), all.toArray(SequenceFile.Writer.Option[]::new));
  }

  /** A writer of values without keys, uncompressed. */
  public static SequenceFile.Writer writer(Path file) throws IOException {
    return writer(
        file,
        SequenceFile.Writer.keyClass(NullWritable.class),
        SequenceFile.Writer.valueClass(BytesWritable.class),
        SequenceFile.Writer.compression(SequenceFile.CompressionType.NONE));
  }

  /** Writes rows as values of 20 bytes. */
  public static Path write(Path file, String rows) throws IOException {
    try (SequenceFile.Writer writer = writer(file)) {
      for (String row : rows.lines().toList()) {
        writer.append(NullWritable.get(), new BytesWritable(HexFormat.of().parseHex(row)));
      }
    }
    return file;
  }

  /** The values of a folder's parts as rows, in the order of the parts' names. */
  public static String read(Path folder) throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("part-")) {
          readFile(file, rows);
        }
      }
    }
    return rows.toString(StandardCharsets.US_ASCII);
  }

  private static void readFile(Path file, ByteArrayOutputStream rows) throws IOException {
    Writable key = NullWritable.get();
    BytesWritable value = new BytesWritable();
    try (SequenceFile.Reader reader =
        new SequenceFile.Reader(
            new Configuration(),
            SequenceFile.Reader.file(new org.apache.hadoop.fs.Path(file.toUri())))) {
      while (reader.next(key, value)) {
        String id = HexFormat.of().formatHex(value.copyBytes());
        rows.write((id + "\n").getBytes(StandardCharsets.US_ASCII), 0, DeviceIds.ROW_BYTES);
      }
    }
  }
}
