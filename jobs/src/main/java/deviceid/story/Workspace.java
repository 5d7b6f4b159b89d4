// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.curve.Timing;
import deviceid.record.Environment;
import deviceid.rows.JobOutput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What the parts of a story share: the folder for what they make, and a look into it that uses none
 * of the suite's readers: bytes, lines, and the runs of {@code sample}.
 */
final class Workspace {

  private final FileSystem fs;
  private final Path folder;
  private final long rows;
  private final int cores;
  private final boolean local;

  /**
   * @param folder exists, and is deleted by who made it
   * @param rows IDs of the story
   * @param cores maps that the engine runs at once
   */
  Workspace(Path folder, long rows, int cores, Configuration conf) throws IOException {
    this.fs = folder.getFileSystem(conf);
    this.folder = folder;
    this.rows = rows;
    this.cores = cores;
    this.local = Environment.isLocal(conf);
  }

  long rows() {
    return rows;
  }

  /** The number of IDs, as a command line takes it. */
  String ids() {
    return Long.toString(rows);
  }

  /** Of the rows as many as fit one process, or take four ways of counting seconds. */
  long few(long most) {
    return Math.min(rows, most);
  }

  int cores() {
    return cores;
  }

  /** Whether the engine is the local runner. */
  boolean local() {
    return local;
  }

  /** How many sizes a loop has: N, N/100, N/10,000 ... */
  int sizes() {
    return sizes(rows);
  }

  int sizes(long most) {
    return Timing.decreasingSizes(most, 100).size();
  }

  /** A name in this folder, as a command line takes it. */
  String at(String name) {
    return new Path(folder, name).toString();
  }

  /** Text without this folder: names as a user who works in it would see them. */
  String shown(String text) {
    String plain = folder.toUri().getPath();
    return text.replace(folder + "/", "").replace(plain + "/", "");
  }

  /** SHA-256 of the parts of an output, one after another in the order of their names. */
  String digest(String name) {
    try {
      MessageDigest sha = DigestUtils.getSha256Digest();
      for (FileStatus part : listParts(name)) {
        try (InputStream in = fs.open(part.getPath())) {
          DigestUtils.updateDigest(sha, in);
        }
      }
      return Hex.encodeHexString(sha.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of the parts of an output. */
  long bytes(String name) {
    try {
      long bytes = 0;
      for (FileStatus part : listParts(name)) {
        bytes += part.getLen();
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every run that {@code sample} left in an output; none where it did not end. */
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
      FileStatus part = listParts(name).get(0);
      try (InputStream in = fs.open(part.getPath())) {
        return new String(in.readNBytes(40), StandardCharsets.US_ASCII);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<FileStatus> listParts(String name) throws IOException {
    return new JobOutput(fs, new Path(at(name))).list("part-");
  }
}
