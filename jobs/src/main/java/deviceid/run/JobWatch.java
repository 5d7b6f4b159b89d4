// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgressBar;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Waits for a job's end and shows how far it is: on a terminal as a bar, one for its maps and then
 * one for its reduces, elsewhere as a line every five seconds.
 */
final class JobWatch {

  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration REDRAW = Duration.ofMillis(100);

  /** Most jobs on the local runner are done before; a bar would only flicker. */
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Job job;
  private final Console console;
  private final boolean local;
  private final Waiting waiting;
  private final LocalMaps maps = new LocalMaps();
  private final long begun = System.nanoTime();
  private final ProgressBar mapBar;
  private final ProgressBar reduceBar;
  private long said = begun;
  private long drawn = begun;
  private float mapped;

  JobWatch(Job job, Console console) {
    this.job = job;
    this.console = console;
    this.local = Engine.isLocal(job.getConfiguration());
    this.waiting = new Waiting(job, console);
    this.mapBar = new ProgressBar(job.getJobName() + ": map", Engine.rows(job));
    this.reduceBar = new ProgressBar(job.getJobName() + ": reduce", 0);
  }

  /** Lets tasks tell their progress as often as a bar is worth; every few seconds otherwise. */
  static void prepare(Job job, Console console) {
    Configuration conf = job.getConfiguration();
    if (console.hasTerminal() && !Engine.isGiven(conf, MRJobConfig.TASK_PROGRESS_REPORT_INTERVAL)) {
      conf.setLong(MRJobConfig.TASK_PROGRESS_REPORT_INTERVAL, Engine.isLocal(conf) ? 100 : 1_000);
    }
  }

  /** Returns when the job's maps had ended; 0 where that is not seen. */
  long toTheEnd() throws IOException, InterruptedException {
    if (!local) {
      console.say("%s: %s", job.getJobName(), job.getTrackingURL());
    }
    try {
      while (!job.isComplete()) {
        if (local) {
          maps.look();
        }
        Thread.sleep(local ? 2 : 50);
        show(System.nanoTime());
      }
    } finally {
      console.endProgress();
    }
    return maps.ended();
  }

  private void show(long now) throws IOException {
    if (console.hasTerminal()
        && now - begun > SHORT.toNanos()
        && now - drawn > REDRAW.toNanos()
        && !ShutdownHookManager.get().isShutdownInProgress()) { // or the bar would outlive the run
      drawn = now;
      draw(now);
    }
    if (now - said > QUIET.toNanos()) {
      said = now;
      if (!console.hasTerminal()) {
        console.say(
            "%s: map %.0f%%, reduce %.0f%%",
            job.getJobName(), 100 * mapProgress(), 100 * job.reduceProgress());
      }
      if (!local) {
        waiting.look();
      }
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
    if (told < 1 || !local || maps.ended() > 0) {
      mapped = told;
    }
    return mapped;
  }
}
