// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * An output in the making: {@code <parent>/.<name>.staging-<uuid>/}, private, with who made it
 * ({@code _OWNER.json}), the driver's own files, and {@code data/}, which the job writes and one
 * rename publishes. Until then the destination is absent; closing drops what was not published.
 */
public final class StagedOutput implements AutoCloseable {

  private static final FsPermission PRIVATE = new FsPermission((short) 0700);

  /** Before Hadoop closes its file systems (10), after a running job is killed. */
  private static final int HOOK_PRIORITY = 20;

  private final FileSystem fs;
  private final Publisher publisher;
  private final Path target;
  private final Path staging;
  private final Runnable hook = this::dropQuietly;

  private StagedOutput(FileSystem fs, Publisher publisher, Path target) {
    this.fs = fs;
    this.publisher = publisher;
    this.target = target;
    this.staging =
        new Path(target.getParent(), "." + target.getName() + ".staging-" + UUID.randomUUID());
  }

  /**
   * Stages an output beside its destination.
   *
   * @param arguments the command line, kept for whoever finds the staging
   * @throws ProgramException if the destination exists, is a root, or lies below a file, or its
   *     file system has no atomic rename; nothing was made then
   */
  public static StagedOutput beside(Path output, Configuration conf, List<String> arguments)
      throws IOException {
    FileSystem fs = output.getFileSystem(conf);
    Path target = fs.makeQualified(output);
    refuse(fs, target);
    StagedOutput staged = new StagedOutput(fs, Publisher.of(fs), target);
    ShutdownHookManager.get().addShutdownHook(staged.hook, HOOK_PRIORITY);
    fs.mkdirs(target.getParent());
    fs.mkdirs(staged.staging, PRIVATE);
    staged.write("_OWNER.json", owner(arguments));
    return staged;
  }

  /**
   * Refuses a destination that exists or cannot be.
   *
   * @throws ProgramException if so
   */
  public static void refuse(FileSystem fs, Path target) throws IOException {
    if (target.isRoot()) {
      throw ProgramException.wrongUse("output cannot be the root of " + fs.getUri());
    }
    for (Path parent = target.getParent(); parent != null; parent = parent.getParent()) {
      if (fs.exists(parent)) {
        if (!fs.getFileStatus(parent).isDirectory()) {
          throw ProgramException.wrongUse("output " + target + " lies below the file " + parent);
        }
        break;
      }
    }
    if (fs.exists(target)) {
      throw taken(target, null);
    }
  }

  /** The job's output folder: absent until the job makes it. */
  public Path data() {
    return new Path(staging, "data");
  }

  /** A private file or folder of the driver's, dropped at the end. */
  public Path path(String name) {
    return new Path(staging, name);
  }

  /** Where the output will be. */
  public Path target() {
    return target;
  }

  /** Writes a private file and returns its path. */
  public Path write(String name, String text) throws IOException {
    Path path = path(name);
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  /**
   * Makes {@code data/} the destination, by one rename.
   *
   * @throws ProgramException if another run took the destination first; it is unchanged then
   */
  public void publish() throws IOException {
    try {
      publisher.rename(data(), target, fs.getConf());
    } catch (FileAlreadyExistsException e) {
      throw taken(target, e);
    }
  }

  @Override
  public void close() throws IOException {
    fs.delete(staging, true);
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }

  private void dropQuietly() {
    try {
      fs.delete(staging, true);
    } catch (IOException e) {
      System.err.println("left behind: " + staging + " (" + e.getMessage() + ")");
    }
  }

  private static ProgramException taken(Path target, Throwable cause) {
    return new ProgramException(
        ExitCode.OUTPUT_TAKEN, "output " + target + " exists; it is never replaced", cause);
  }

  private static String owner(List<String> arguments) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("user", UserGroupInformation.getCurrentUser().getShortUserName());
      json.writeStringField("host", NetUtils.getLocalHostname());
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeStringField("started", Instant.now().toString());
      json.writeArrayFieldStart("arguments");
      for (String argument : arguments) {
        json.writeString(argument);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }
}
