// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.curve.Timing;
import deviceid.rows.OutputFiles;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder in which the parts leave what they make, and a look into it that asks none of the
 * suite's readers: bytes, lines, and the series of a sampling driver.
 */
final class Workspace implements Closeable {

  private static final int BUFFER_BYTES = 1 << 20;

  private final FileSystem fs;
  private final Path folder;

  private Workspace(FileSystem fs, Path folder) {
    this.fs = fs;
    this.folder = folder;
  }

  /** A new folder beside a destination; it goes when it is closed or this JVM ends. */
  static Workspace beside(Path target, Configuration conf) throws IOException {
    String run = UUID.randomUUID().toString().substring(0, 8);
    Workspace made = new Workspace(target.getFileSystem(conf), target.suffix(".parts-" + run));
    made.fs.mkdirs(made.folder);
    made.fs.deleteOnExit(made.folder);
    return made;
  }

  @Override
  public void close() throws IOException {
    fs.delete(folder, true);
  }

  /** A name in this folder, as a command line takes it. */
  String at(String name) {
    return new Path(folder, name).toString();
  }

  /** Text without this folder: its names are those of a user who works in it. */
  String shown(String text) {
    String plain = folder.toUri().getPath();
    return text.replace(folder + "/", "").replace(plain + "/", "");
  }

  /** SHA-256 of the parts of an output, one after another in the order of their names. */
  String digest(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (FileStatus part : parts(name)) {
        try (InputStream in = fs.open(part.getPath())) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha.update(buffer, 0, n);
          }
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Bytes of the parts of an output. */
  long bytes(String name) {
    try {
      long bytes = 0;
      for (FileStatus part : parts(name)) {
        bytes += part.getLen();
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every run of a sampling driver's output; none where it has not come to its end. */
  List<Timing> runs(String name) {
    List<Timing> runs = new ArrayList<>();
    try (InputStream in = fs.open(new Path(at(name), "_runs.json"))) {
      for (JsonNode run : new ObjectMapper().readTree(in)) {
        BigDecimal seconds = run.path("whole_s").decimalValue();
        runs.add(new Timing(run.path("size").longValue(), seconds.movePointRight(9).longValue()));
      }
      return runs;
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first bytes of the first part, as text. */
  String firstRow(String name) {
    try {
      FileStatus part = parts(name).get(0);
      try (InputStream in = fs.open(part.getPath())) {
        return new String(in.readNBytes(40), StandardCharsets.US_ASCII);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<FileStatus> parts(String name) throws IOException {
    return List.of(OutputFiles.list(fs, new Path(at(name)), "part-"));
  }
}
