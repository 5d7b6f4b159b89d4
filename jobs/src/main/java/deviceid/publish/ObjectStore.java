// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * Publication where no rename of a folder is atomic. A run claims its destination by a file beside
 * it, the committer of the store puts the parts into the destination, and the manifest, which is
 * written last, is the publication. The claim lets no two runs write there, and tells readers that
 * a folder without a manifest is not published. docs/design.md lists what a store must offer; its
 * scheme is known here once programs have run on it.
 */
public final class ObjectStore {

  static final String S3A = "s3a";

  /** By its name, since Hadoop 3.3 has no constant for it. */
  private static final String IF_ABSENT = "fs.option.create.conditional.overwrite";

  /** By name, since only the cluster has the class. */
  private static final String MAGIC = "fs.s3a.capability.magic.committer";

  private static final String COMMITTERS =
      "org.apache.hadoop.fs.s3a.commit.magic.MagicS3GuardCommitterFactory";

  private ObjectStore() {}

  /** Whether outputs at a qualified path are published by their manifest. */
  static boolean holds(Path path) {
    return S3A.equals(path.toUri().getScheme());
  }

  static PathOutputCommitterFactory committers(Configuration conf) throws IOException {
    try {
      return (PathOutputCommitterFactory)
          ReflectionUtils.newInstance(conf.getClassByName(COMMITTERS), conf);
    } catch (ClassNotFoundException e) {
      throw new IOException("no committer for " + S3A, e);
    }
  }

  /** What the claim of a destination has for a run's UUID: one for each destination. */
  static String claimId(Path target) {
    return UUID.nameUUIDFromBytes(target.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Path claim(Path target) {
    return new Path(Staging.path(target, claimId(target)), Staging.OWNER);
  }

  /** Asks with a client that gives up soon: the usual one tries for minutes. */
  static void reach(Path path, Configuration conf) throws IOException {
    if (holds(path)) {
      Configuration hurried = new Configuration(conf);
      hurried.setInt("fs.s3a.retry.limit", 1);
      hurried.setInt("fs.s3a.attempts.maximum", 1);
      try (FileSystem fs = FileSystem.newInstance(path.toUri(), hurried)) {
        fs.exists(path);
      }
    }
  }

  /** Whether a folder is claimed, and has no manifest: it is being written, or its run died. */
  static boolean isUnpublished(FileSystem fs, Path folder) throws IOException {
    return holds(folder)
        && !folder.isRoot()
        && fs.exists(claim(folder))
        && !fs.exists(new Path(folder, Manifest.NAME));
  }

  /**
   * Refuses an output that is not published, and what lies in one.
   *
   * @throws ProgramException with exit code 5 if an input is such
   */
  public static void refuseUnpublished(Path input, Configuration conf) throws IOException {
    FileSystem fs = input.getFileSystem(conf);
    Path path = fs.makeQualified(input);
    reach(path, conf);
    for (Path folder = path;
        folder != null && folder.depth() >= path.depth() - 1;
        folder = folder.getParent()) {
      if (isUnpublished(fs, folder)) {
        throw new ProgramException(
            ExitCode.CHECK_FAILED,
            "input " + folder + " is not published, or being written: it has no " + Manifest.NAME);
      }
    }
  }

  /**
   * Claims a destination.
   *
   * @param owner who does, with the run's UUID in it
   * @throws ProgramException if another run has claimed it, or the store has no way to
   */
  static void claim(FileSystem fs, Path target, String run, String owner) throws IOException {
    Path file = claim(target);
    if (!fs.hasPathCapability(file, IF_ABSENT)) {
      throw cannot(fs, "it creates no file only if absent (fs.s3a.create.conditional.enabled)");
    }
    if (!fs.hasPathCapability(file, MAGIC)) {
      throw cannot(fs, "its magic committer is off (fs.s3a.committer.magic.enabled)");
    }
    try {
      createIfAbsent(fs, file, owner);
    } catch (IOException e) { // it is taken, or it is ours and the answer was lost
      String found = readIfThere(fs, file);
      if (found.isEmpty()) {
        throw e;
      }
      if (!found.contains(run)) {
        throw Destination.claimed(target);
      }
    }
    refuseOverwriting(fs, file, owner);
  }

  /** Some servers take the condition and pass over it. */
  private static void refuseOverwriting(FileSystem fs, Path file, String owner) throws IOException {
    try {
      createIfAbsent(fs, file, owner);
    } catch (IOException e) {
      return;
    }
    fs.delete(file.getParent(), true);
    throw cannot(fs, "it overwrites a file that is to be created only if absent");
  }

  private static ProgramException cannot(FileSystem fs, String why) {
    return new ProgramException(
        ExitCode.NOT_READY,
        "%s: write the output to HDFS or local files; this store cannot publish: %s"
            .formatted(fs.getUri(), why));
  }

  static boolean isClaimed(FileSystem fs, Path target, String run) throws IOException {
    return readIfThere(fs, claim(target)).contains(run);
  }

  static void createIfAbsent(FileSystem fs, Path file, String text) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(file);
    builder.must(IF_ABSENT, true);
    try (FSDataOutputStream out = builder.build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String readIfThere(FileSystem fs, Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return "";
    }
  }

  /**
   * Ends the uploads and deletes the files of a run in its destination, if it published nothing,
   * and those beside its claim, which the caller deletes last: a store deletes file by file.
   *
   * @param since when it claimed the destination
   * @return whether nothing of it is left: files that are older are not its own
   */
  static boolean dropUnpublished(FileSystem fs, Path target, long since) throws IOException {
    if (!fs.exists(new Path(target, Manifest.NAME)) && !dropFiles(fs, target, since)) {
      return false;
    }
    Path beside = claim(target).getParent();
    abortUploads(fs, beside);
    for (FileStatus file : fs.listStatus(beside, path -> !path.getName().equals(Staging.OWNER))) {
      fs.delete(file.getPath(), true);
    }
    return true;
  }

  private static boolean dropFiles(FileSystem fs, Path target, long since) throws IOException {
    try {
      var files = fs.listFiles(target, true);
      while (files.hasNext()) {
        if (files.next().getModificationTime() < since) {
          return false;
        }
      }
    } catch (FileNotFoundException e) { // its uploads are all that there can be
    }
    abortUploads(fs, target);
    fs.delete(target, true);
    return true;
  }

  /** Aborts the uploads below a folder; a store ends a few hundred of them at once. */
  private static void abortUploads(FileSystem fs, Path folder) throws IOException {
    try (var uploads = fs.createMultipartUploader(folder).build()) {
      while (uploads.abortUploadsUnderPath(folder).get() > 0) {
        // there may be more
      }
    } catch (ExecutionException e) {
      throw new IOException("uploads below " + folder + " could not be aborted", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while uploads were aborted", e);
    }
  }
}
