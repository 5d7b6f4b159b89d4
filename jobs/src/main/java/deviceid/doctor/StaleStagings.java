// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.ProgramException;
import deviceid.cluster.Timeouts;
import deviceid.publish.Staging;
import deviceid.publish.Staging.Owner;
import deviceid.record.Environment;
import deviceid.report.TextTable;
import deviceid.run.Session;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/**
 * The stagings that killed runs left: in, folders in which outputs were made; out, a line a staging
 * with what became of it. One is removed only if neither the program that made it nor a job that
 * writes into it can still live; where that cannot be known, it is kept.
 */
final class StaleStagings {

  /** A driver on another machine cannot be asked; after a day it is taken for dead. */
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  private static final EnumSet<YarnApplicationState> ALIVE =
      EnumSet.complementOf(
          EnumSet.of(
              YarnApplicationState.FINISHED,
              YarnApplicationState.FAILED,
              YarnApplicationState.KILLED));

  private final Optional<Map<String, String>> applications;
  private final String user;
  private final long now = System.currentTimeMillis(); // as the file system tells times

  /**
   * @param applications those that live, by each of their tags; empty if YARN does not tell
   */
  StaleStagings(Optional<Map<String, String>> applications, String user) {
    this.applications = applications;
    this.user = user;
  }

  static void clean(List<Path> folders, Session session) throws IOException {
    Configuration conf = session.conf();
    StaleStagings judge =
        new StaleStagings(
            applications(conf), UserGroupInformation.getCurrentUser().getShortUserName());
    TextTable table = new TextTable("<staging", "<made by", "<what became of it");
    int found = 0;
    for (Path folder : folders.isEmpty() ? usual(conf) : folders) {
      FileSystem fs = folder.getFileSystem(conf);
      for (Staging staging : list(fs, folder)) {
        Optional<String> reason = judge.reasonToKeep(staging);
        if (reason.isEmpty()) {
          reason = judge.remove(fs, staging);
        }
        table.row(
            staging.folder().getPath().toString(),
            staging.owner().map(StaleStagings::describe).orElse("nobody"),
            reason.map(why -> "kept: " + why).orElse("removed"));
        found++;
      }
    }
    session.console().print(found == 0 ? "no stagings were left" : table.toString());
  }

  /** Removes a staging, and a story's parts beside it; if a part may be in use, says why. */
  private Optional<String> remove(FileSystem fs, Staging staging) throws IOException {
    if (fs.exists(staging.parts())) {
      for (Staging part : Staging.in(fs, staging.parts())) {
        Optional<String> reason = reasonToKeep(part);
        if (reason.isPresent()) {
          return reason;
        }
      }
      fs.delete(staging.parts(), true);
    }
    return staging.delete(fs);
  }

  /** The working folder, and where the local runner's jobs keep their files. */
  private static List<Path> usual(Configuration conf) throws IOException {
    List<Path> usual = new ArrayList<>(List.of(FileSystem.get(conf).getWorkingDirectory()));
    FileSystem local = FileSystem.getLocal(conf);
    Path temporary =
        local.makeQualified(new Path(conf.get(CommonConfigurationKeys.HADOOP_TMP_DIR)));
    if (local.exists(temporary)) {
      usual.add(temporary);
    }
    return usual;
  }

  private static List<Staging> list(FileSystem fs, Path folder) throws IOException {
    try {
      if (!fs.getFileStatus(folder).isDirectory()) {
        throw ProgramException.wrongUse(folder + " is no folder");
      }
    } catch (FileNotFoundException e) {
      throw ProgramException.wrongUse("folder " + folder + " does not exist");
    }
    return Staging.in(fs, folder);
  }

  /** Why a staging may be in use, or is not ours to judge; empty if it can go. */
  Optional<String> reasonToKeep(Staging staging) {
    if (staging.owner().isEmpty()) {
      return isYoung(staging)
          ? Optional.of("it may be a run that has just begun")
          : Optional.empty();
    }
    Owner owner = staging.owner().get();
    if (!owner.user().equals(user)) {
      return Optional.of("it is " + owner.user() + "'s");
    }
    if (owner.livesHere()) {
      return Optional.of("process " + owner.pid() + " is at work");
    }
    if (!owner.engine().equals("local")) {
      if (applications.isEmpty()) {
        return Optional.of("YARN does not tell whether its job lives");
      }
      String application = applications.get().get(staging.tag());
      if (application != null) {
        return Optional.of(application + " writes into it");
      }
    }
    return !owner.isHere() && isYoung(staging)
        ? Optional.of("its driver ran on " + owner.host() + " less than a day ago")
        : Optional.empty();
  }

  private boolean isYoung(Staging staging) {
    return now - staging.folder().getModificationTime() < LONGEST_RUN.toMillis();
  }

  private static String describe(Owner owner) {
    return owner.user() + " on " + owner.host() + ": " + owner.command();
  }

  /** Applications that live, by their tags. */
  private static Optional<Map<String, String>> applications(Configuration conf) {
    if (Environment.isLocal(conf)) {
      return Optional.empty();
    }
    try {
      Map<String, String> byTag = new HashMap<>();
      for (ApplicationReport report :
          Timeouts.of(conf).within(() -> alive(Timeouts.hurried(conf)))) {
        report
            .getApplicationTags()
            .forEach(tag -> byTag.put(tag, report.getApplicationId().toString()));
      }
      return Optional.of(byTag);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<ApplicationReport> alive(Configuration conf) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getApplications(ALIVE);
    }
  }
}
