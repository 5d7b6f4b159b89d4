// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.publish.TemporaryFolder;
import deviceid.record.EffectiveSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.nativeio.NativeIO;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.server.jobtracker.JTConfig;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * What a job of the local runner has around it: a private folder for its files, with the job's
 * settings among them, which is deleted when it is closed.
 */
final class LocalRun implements AutoCloseable {

  private static final long LONGEST_WAIT_NANOS = 5_000_000_000L;

  private final Job job;
  private final TemporaryFolder own;

  LocalRun(Job job) throws IOException, InterruptedException {
    this.job = job;
    Configuration conf = job.getConfiguration();
    this.own = TemporaryFolder.create(conf, "job");
    conf.set(JTConfig.JT_STAGING_AREA_ROOT, own.path("staging").toString());
    boolean isGiven = EffectiveSettings.isGiven(conf, MRConfig.LOCAL_DIR);
    if (!isGiven || conf.getTrimmedStrings(MRConfig.LOCAL_DIR).length == 0) {
      conf.set(MRConfig.LOCAL_DIR, own.path("local").toUri().getPath());
    }
  }

  /**
   * Refuses a job with reduce tasks that could not read the outputs of its maps here. Hadoop opens
   * these under their names as a URI spells them; and with Kerberos, to see whose a file is,
   * through its native library alone.
   */
  void refuseUnreadableMapOutputs() throws IOException {
    if (job.getNumReduceTasks() == 0) {
      return;
    }
    if (UserGroupInformation.isSecurityEnabled() && !NativeIO.isAvailable()) {
      throw new ProgramException(
          ExitCode.NOT_READY,
          "with Kerberos a job with reduce tasks needs Hadoop's native library in this process; run"
              + " it on YARN, or by a hadoop command of which 'hadoop checknative' finds it");
    }
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    for (String folder : job.getConfiguration().getTrimmedStrings(MRConfig.LOCAL_DIR)) {
      URI name = new Path(folder, "localRunner/" + user).toUri();
      if (!name.getRawPath().equals(name.getPath())) {
        throw ProgramException.wrongUse(
            name.getPath()
                + ": the local runner takes no folder with a blank, %, # or ? in its path;"
                + " name another one with -D hadoop.tmp.dir=FOLDER");
      }
    }
  }

  @Override
  public void close() {
    if (job.getJobID() != null) {
      awaitDeletedSettings();
    }
    own.close();
  }

  /** The local runner deletes its copy of the settings after it has said that the job ended. */
  private void awaitDeletedSettings() {
    String copy = job.getJobID() + ".xml";
    long end = System.nanoTime() + LONGEST_WAIT_NANOS;
    for (String folder : job.getConfiguration().getTrimmedStrings(MRConfig.LOCAL_DIR)) {
      String top = new Path(folder, "localRunner").toUri().getPath();
      while (holds(java.nio.file.Path.of(top), copy) && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static boolean holds(java.nio.file.Path folder, String copy) {
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().contains(copy));
    } catch (IOException | UncheckedIOException e) { // a folder was deleted meanwhile
      return Files.exists(folder);
    }
  }
}
