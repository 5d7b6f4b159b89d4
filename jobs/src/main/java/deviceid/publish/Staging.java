// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A folder in which an output is, or was, in the making, as it is found beside its destination.
 *
 * @param run the run that made it; part of the folder's name and of its jobs' tag
 * @param owner who that was; empty where a run ended before it had said so
 */
public record Staging(FileStatus folder, String run, Optional<Owner> owner) {

  static final String OWNER = "_OWNER.json";

  private static final String BOOT = "boot ";
  private static final String INFIX = ".staging-";
  private static final Pattern NAME = Pattern.compile("\\..+\\.staging-([0-9a-f-]{36})");

  /**
   * Who made a staging.
   *
   * @param engine what ran the job: {@code local} or {@code yarn}
   * @param started when its process started, by a clock that nobody sets; empty if unknown
   */
  public record Owner(
      String user, String engine, String host, long pid, String started, String command) {

    /** Whether the process that made it may still run on this machine: if unsure, it does. */
    public boolean livesHere() {
      boolean known = started.startsWith(BOOT) && !startOf(pid).isEmpty();
      return isHere()
          && ProcessHandle.of(pid).isPresent()
          && (!known || startOf(pid).equals(started));
    }

    public boolean isHere() {
      return host.equals(NetUtils.getLocalHostname());
    }
  }

  static Path path(Path target, String run) {
    return new Path(target.getParent(), "." + target.getName() + INFIX + run);
  }

  /** Whether a path is a staging, or lies in one. */
  static boolean isInOne(Path path) {
    return path != null && (NAME.matcher(path.getName()).matches() || isInOne(path.getParent()));
  }

  /** By its tags a job is found again, and known to write into a staging. */
  public static void tag(Job job) {
    Configuration conf = job.getConfiguration();
    String tags = conf.get(MRJobConfig.JOB_TAGS, "device-id-jobs");
    Path output = FileOutputFormat.getOutputPath(job);
    for (Path folder = output; folder != null; folder = folder.getParent()) {
      Matcher name = NAME.matcher(folder.getName());
      if (name.matches()) {
        tags += "," + tag(name.group(1));
      } else if (ObjectStore.holds(folder) && folder.depth() >= output.depth() - 1) {
        tags += "," + tag(ObjectStore.claimId(folder)); // of the output, or of what it is a part
      }
    }
    conf.set(MRJobConfig.JOB_TAGS, tags);
  }

  /** The tag of the jobs that write into this staging. */
  public String tag() {
    return tag(run);
  }

  /** Where its run keeps what it makes and does not publish, if it makes such. */
  public Path parts() {
    return parts(target(), run);
  }

  private Path target() {
    String name = folder.getPath().getName();
    String target = name.substring(1, name.length() - INFIX.length() - run.length());
    return new Path(folder.getPath().getParent(), target);
  }

  /**
   * Deletes it, and on an object store what its run left in the destination.
   *
   * @return why it was kept; empty if it is gone
   */
  public Optional<String> delete(FileSystem fs) throws IOException {
    if (ObjectStore.holds(target()) && run.equals(ObjectStore.claimId(target()))) {
      if (!readOwner(fs, folder).equals(owner)) {
        return Optional.of("another run has begun");
      }
      if (!ObjectStore.dropUnpublished(fs, target(), folder.getModificationTime())) {
        return Optional.of("its destination holds files that are older; move them away");
      }
    }
    fs.delete(folder.getPath(), true);
    return Optional.empty();
  }

  static Path parts(Path target, String run) {
    return target.suffix(".parts-" + run);
  }

  /** The stagings that lie in a folder. */
  public static List<Staging> in(FileSystem fs, Path folder) throws IOException {
    List<Staging> found = new ArrayList<>();
    for (FileStatus child : fs.listStatus(folder)) {
      Matcher name = NAME.matcher(child.getPath().getName());
      if (child.isDirectory() && name.matches()) {
        found.add(new Staging(dated(fs, child), name.group(1), readOwner(fs, child)));
      }
    }
    return found;
  }

  /** A store has no times of folders and makes them up; that of the owner file stands for it. */
  private static FileStatus dated(FileSystem fs, FileStatus folder) throws IOException {
    Path owner = new Path(folder.getPath(), OWNER);
    return ObjectStore.holds(owner) && fs.exists(owner)
        ? new FileStatus(
            0, true, 1, 0, fs.getFileStatus(owner).getModificationTime(), folder.getPath())
        : folder;
  }

  static String describeOwner(Recipe recipe, String run, Configuration conf) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("run", run);
      json.writeStringField("user", UserGroupInformation.getCurrentUser().getShortUserName());
      json.writeStringField("engine", engine(conf));
      json.writeStringField("host", NetUtils.getLocalHostname());
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeStringField("started", startOf(ProcessHandle.current().pid()));
      ManifestJson.writeRecipe(json, recipe);
      json.writeEndObject();
    }
    return text.toString();
  }

  static boolean isLocal(Configuration conf) {
    return engine(conf).equals(MRConfig.LOCAL_FRAMEWORK_NAME);
  }

  private static String engine(Configuration conf) {
    return conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME);
  }

  private static Optional<Owner> readOwner(FileSystem fs, FileStatus staging) throws IOException {
    try (InputStream in = fs.open(new Path(staging.getPath(), OWNER))) {
      JsonNode json = new ObjectMapper().readTree(in);
      List<String> words = new ArrayList<>();
      json.required("arguments").forEach(word -> words.add(word.asText()));
      return Optional.of(
          new Owner(
              json.required("user").asText(),
              json.required("engine").asText(),
              json.required("host").asText(),
              json.required("pid").asLong(),
              json.required("started").asText(),
              String.join(" ", words)));
    } catch (AccessControlException e) { // it is private
      return Optional.of(new Owner(staging.getOwner(), "", "", 0, "", ""));
    } catch (FileNotFoundException | JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty(); // it ended before it had said who it was
    }
  }

  private static String tag(String run) {
    return "staging-" + run;
  }

  /**
   * The boot of this machine and the ticks from it to a process's start. The time of day would not
   * do: Java reckons it from the clock, which may be set while the process runs.
   *
   * @return empty where there is no {@code /proc}, or no such process
   */
  private static String startOf(long pid) {
    try {
      String boot = Files.readString(java.nio.file.Path.of("/proc/sys/kernel/random/boot_id"));
      String stat = Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"));
      String[] fields =
          stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // from the third on
      return BOOT + boot.strip() + " ticks " + fields[22 - 3];
    } catch (IOException e) {
      return "";
    }
  }
}
