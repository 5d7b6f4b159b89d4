// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgressBar;
import deviceid.cluster.Finding;
import deviceid.cluster.SchedulerChecks;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.Timeouts;
import deviceid.publish.StagedCommitter;
import deviceid.record.EffectiveSettings;
import deviceid.record.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;

/**
 * Waits for a job's end and shows how far it is: on a terminal as a bar, one for its maps and then
 * one for its reduces, elsewhere as a line every 30 seconds where anything has changed.
 */
final class JobWatch {

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);
  private static final Duration REDRAW = Duration.ofMillis(100);

  /** Most jobs on the local runner are done before; a bar would only flicker. */
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Job job;
  private final Console console;
  private final boolean local;
  private final StartDelay startDelay;
  private final long begun = System.nanoTime();
  private final ProgressBar mapBar;
  private final ProgressBar reduceBar;
  private final ProgressLines lines = new ProgressLines(begun);
  private long asked = begun;
  private long drawn = begun;
  private float mapped;

  JobWatch(Job job, Console console) {
    this.job = job;
    this.console = console;
    this.local = Environment.isLocal(job.getConfiguration());
    this.startDelay = new StartDelay(job, console);
    this.mapBar = new ProgressBar(job.getJobName() + ": map", Engine.rows(job));
    this.reduceBar = new ProgressBar(job.getJobName() + ": reduce", 0);
  }

  /** Lets tasks tell their progress as often as a bar is worth; every few seconds otherwise. */
  static void prepare(Job job, Console console) {
    Configuration conf = job.getConfiguration();
    if (console.hasTerminal()
        && !EffectiveSettings.isGiven(conf, MRJobConfig.TASK_PROGRESS_REPORT_INTERVAL)) {
      conf.setLong(
          MRJobConfig.TASK_PROGRESS_REPORT_INTERVAL, Environment.isLocal(conf) ? 100 : 1_000);
    }
  }

  /** Returns when the job's maps had ended; 0 where that is not seen. */
  long toTheEnd() throws IOException, InterruptedException {
    if (!local) {
      console.say("%s: %s", job.getJobName(), job.getTrackingURL());
    }
    try {
      while (!job.isComplete()) {
        Thread.sleep(local ? 2 : 50);
        show(System.nanoTime());
      }
      return mapsEnded();
    } finally {
      console.endProgress();
      StagedCommitter.forget(job.getJobID());
    }
  }

  /** When the last map ended; 0 before that, and where it is not seen. */
  private long mapsEnded() {
    int maps = job.getConfiguration().getInt(MRJobConfig.NUM_MAPS, 0);
    return StagedCommitter.localMapEnds(job.getJobID())
        .filter(ends -> ends.count() == maps)
        .map(StagedCommitter.MapEnds::lastNanos)
        .orElse(0L);
  }

  private void show(long now) throws IOException {
    if (console.hasTerminal()
        && now - begun > SHORT.toNanos()
        && now - drawn > REDRAW.toNanos()
        && !ShutdownHookManager.get().isShutdownInProgress()) { // or the bar would outlive the run
      drawn = now;
      draw(now);
    }
    if (now - asked > BETWEEN_QUESTIONS.toNanos()) {
      asked = now;
      String line = ProgressLines.of(mapProgress(), job.reduceProgress());
      if (!console.hasTerminal() && lines.isDue(line, now)) {
        console.say("%s: %s", job.getJobName(), line);
      }
      if (!local) {
        startDelay.tell();
      }
    }
  }

  /** Lines of progress for a log: none twice, and none soon after another. */
  static final class ProgressLines {

    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private long said;
    private String last = "";

    ProgressLines(long begun) {
      this.said = begun;
    }

    /** Whether a line is to be printed now; it is then taken as printed. */
    boolean isDue(String line, long now) {
      if (now - said < BETWEEN.toNanos() || line.equals(last)) {
        return false;
      }
      said = now;
      last = line;
      return true;
    }

    static String of(float maps, float reduces) {
      return String.format(Locale.ROOT, "map %.0f%%, reduce %.0f%%", 100 * maps, 100 * reduces);
    }
  }

  private void draw(long now) throws IOException {
    float part = mapProgress();
    console.showProgress(
        part < 1 || job.getNumReduceTasks() == 0
            ? mapBar.line(part, now, console.columns())
            : reduceBar.line(job.reduceProgress(), now, console.columns()));
  }

  /**
   * The mean over the maps. The local runner sets it to 1 as each map is done, until another one
   * tells its progress again; while maps run, the figure from before is the true one.
   */
  private float mapProgress() throws IOException {
    float told = job.mapProgress();
    if (told < 1 || !local || mapsEnded() > 0) {
      mapped = told;
    }
    return mapped;
  }

  /**
   * Says once what keeps a job waiting that YARN has accepted and not started: in, the job's
   * application as the ResourceManager reports it; out, its own words and what the checks of the
   * scheduler find. Asks nothing before {@link #BEFORE_ASKING} has passed.
   */
  private static final class StartDelay {

    private static final Duration BEFORE_ASKING = Duration.ofSeconds(15);

    private final Job job;
    private final Console console;
    private final long begun = System.nanoTime();
    private boolean asked;

    StartDelay(Job job, Console console) {
      this.job = job;
      this.console = console;
    }

    /** Asks and tells, once it is time. */
    void tell() {
      if (asked || System.nanoTime() - begun < BEFORE_ASKING.toNanos()) {
        return;
      }
      asked = true;
      Configuration conf = job.getConfiguration();
      try {
        Configuration hurried = Timeouts.hurried(conf);
        ApplicationReport report =
            Timeouts.of(conf).within(() -> SchedulerState.findApplication(job.getJobID(), hurried));
        if (report.getYarnApplicationState() != YarnApplicationState.ACCEPTED) {
          return;
        }
        String waits = report.getDiagnostics().replaceAll("\\s+", " ").strip();
        console.say("%s: waiting to start: %s", job.getJobName(), waits);
        SchedulerChecks.ofWaiting(conf, waits.contains("not yet activated")).stream()
            .filter(finding -> !finding.isPass())
            .map(Finding::toString)
            .forEach(line -> console.say("%s: %s", job.getJobName(), line));
      } catch (IOException e) {
        console.say("%s: YARN did not report its state: %s", job.getJobName(), e.getMessage());
      }
    }
  }
}
