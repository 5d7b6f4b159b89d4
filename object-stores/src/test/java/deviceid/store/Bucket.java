// SPDX-License-Identifier: Apache-2.0
package deviceid.store;

import deviceid.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A folder of a bucket, as tests look at it: not through a program of the suite.
 *
 * @param root the folder, with a slash at its end
 */
record Bucket(Server server, S3AFileSystem fs, String root) implements AutoCloseable {

  /** No process has so high a number. */
  static final long DEAD = 999_999_999;

  /** A folder of the bucket that a server has from its start. */
  static Bucket of(Server server, String folder) throws IOException {
    return of(server, server.bucket(), folder);
  }

  static Bucket of(Server server, String name, String folder) throws IOException {
    Configuration conf = new Configuration();
    server.settings().forEach(conf::set);
    String root = "s3a://" + name + "/" + folder + "/";
    return new Bucket(server, (S3AFileSystem) FileSystem.newInstance(URI.create(root), conf), root);
  }

  /** Makes the bucket. */
  void create() throws IOException {
    fs.getS3AInternals()
        .getAmazonS3Client("test")
        .createBucket(bucket -> bucket.bucket(fs.getBucket()));
  }

  @Override
  public void close() throws IOException {
    fs.close();
  }

  /** The name of something in the folder. */
  String path(String name) {
    return root + name;
  }

  /** Runs a program; {@code @name} is something in the folder. */
  Run run(String line, String... settings) {
    List<String> words = new ArrayList<>(List.of(line.replace("@", path("")).split(" ", -1)));
    server.settings().forEach((name, value) -> words.add("-D" + name + "=" + value));
    words.add("-Dfs.s3a.impl.disable.cache=" + (settings.length > 0)); // another server, or keys
    words.addAll(List.of(settings)); // the last one of a name counts
    return Run.of(words.toArray(String[]::new));
  }

  /** Every file below a folder, hidden ones too, by its name from there. */
  List<String> files(String name) throws IOException {
    Path root = new Path(path(name));
    List<String> found = new ArrayList<>();
    if (fs.exists(root)) {
      RemoteIterator<? extends FileStatus> files = fs.listFiles(root, true);
      while (files.hasNext()) {
        found.add(root.toUri().relativize(files.next().getPath().toUri()).getPath());
      }
    }
    return found.stream().map(file -> file.replaceFirst(".*/" + name + "/", "")).sorted().toList();
  }

  /** The files of an output that jobs read, one after another. */
  String parts(String name) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : files(name)) {
      if (file.startsWith("part-")) {
        all.append(read(name + "/" + file));
      }
    }
    return all.toString();
  }

  String read(String name) throws IOException {
    try (InputStream in = fs.open(new Path(path(name)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void write(String name, String text) throws IOException {
    try (FSDataOutputStream out = fs.create(new Path(path(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Begins an upload that somebody else would complete. */
  void beginUpload(String name) throws Exception {
    Path file = new Path(path(name));
    try (MultipartUploader uploader = fs.createMultipartUploader(file).build()) {
      uploader.startUpload(file).get();
    }
  }

  /** Where a run says that a destination is its own. */
  String claim(String name) {
    UUID id = UUID.nameUUIDFromBytes(path(name).getBytes(StandardCharsets.UTF_8));
    return "." + name + ".staging-" + id + "/_OWNER.json";
  }

  /** Claims a destination for a process of this machine. */
  void claim(String name, long pid) throws IOException {
    write(
        claim(name),
        String.format(
            Locale.ROOT,
            "{\"run\":\"x\",\"user\":\"%s\",\"engine\":\"local\",\"host\":\"%s\",\"pid\":%d,"
                + "\"started\":\"\",\"arguments\":[\"generate\"]}",
            UserGroupInformation.getCurrentUser().getShortUserName(),
            NetUtils.getLocalHostname(),
            pid));
  }

  /** The uploads that are pending, by the name of what they would make. */
  Stream<String> uploads() throws IOException {
    List<String> keys = new ArrayList<>();
    var pending = fs.listUploads("");
    while (pending.hasNext()) {
      keys.add(pending.next().key());
    }
    String folder = URI.create(root).getPath().substring(1);
    return keys.stream()
        .filter(key -> key.startsWith(folder))
        .map(key -> key.substring(folder.length()));
  }
}
