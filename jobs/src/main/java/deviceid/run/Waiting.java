// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cluster.Finding;
import deviceid.cluster.Patience;
import deviceid.cluster.SchedulerChecks;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/**
 * Says once what keeps a job waiting that YARN has accepted and not started: in, the job's
 * application as the ResourceManager reports it; out, its own words and what the checks of the
 * scheduler find. Asks nothing before {@link #PATIENCE} has passed.
 */
final class Waiting {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Job job;
  private final Console console;
  private final long begun = System.nanoTime();
  private boolean asked;

  Waiting(Job job, Console console) {
    this.job = job;
    this.console = console;
  }

  /** Looks at the job if it is time. */
  void look() {
    if (asked || System.nanoTime() - begun < PATIENCE.toNanos()) {
      return;
    }
    asked = true;
    Configuration conf = job.getConfiguration();
    try {
      ApplicationReport report = Patience.within(() -> report(Patience.hurried(conf)));
      if (report.getYarnApplicationState() != YarnApplicationState.ACCEPTED) {
        return;
      }
      console.say(
          "%s: waits to be started: %s",
          job.getJobName(), report.getDiagnostics().replaceAll("\\s+", " ").strip());
      SchedulerChecks.of(conf).stream()
          .filter(finding -> !finding.isPass())
          .map(Finding::toString)
          .forEach(line -> console.say("%s: %s", job.getJobName(), line));
    } catch (IOException e) {
      console.say("%s: YARN does not tell its state: %s", job.getJobName(), e.getMessage());
    }
  }

  private ApplicationReport report(Configuration conf) throws Exception {
    JobID id = job.getJobID();
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getApplicationReport(
          ApplicationId.newInstance(Long.parseLong(id.getJtIdentifier()), id.getId()));
    }
  }
}
