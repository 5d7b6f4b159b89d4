// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.Finding;
import deviceid.cluster.Timeouts;
import deviceid.record.Environment;
import deviceid.report.TextTable;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Looks for what would keep a job from running: in, the environment, the configuration and what the
 * cluster's daemons say; out, a line a check with what was found and the fix. It changes nothing
 * but the left-overs that {@code --clean} names, and asks all at once with a limit on every answer,
 * so that a dead daemon delays no other check.
 *
 * <p>{@code hadoop jar device-id-jobs.jar doctor}
 */
@Command(
    name = "doctor",
    description = "Say what is wrong with this machine or cluster, and the fix.",
    footer = {
      "",
      "Exit status 6 if a job could not run. Examples:",
      "  doctor                                       the cluster that HADOOP_CONF_DIR names",
      "  doctor -Dmapreduce.map.memory.mb=4096        would such a job find room?",
      "  doctor --clean /data                         remove what killed runs left in /data"
    })
public final class Doctor implements Program {

  @Option(
      names = "--clean",
      description = "List left-over stagings, and remove those that no run and no job can use.")
  boolean clean;

  @Parameters(
      arity = "0..*",
      paramLabel = "<folder>",
      description = "Where outputs were made, for --clean (default: the home or working folder).")
  List<String> folders = List.of();

  @Override
  public void run(Session session) throws IOException {
    if (clean) {
      LeftOvers.clean(folders.stream().map(Session::path).toList(), session);
      return;
    }
    if (!folders.isEmpty()) {
      throw ProgramException.wrongUse("folders go with --clean");
    }
    printFindings(session);
  }

  private static void printFindings(Session session) throws IOException {
    List<Finding> findings = examine(session.conf());
    TextTable table = new TextTable("<check", "<verdict", "<found", "<fix");
    for (Finding finding : findings) {
      table.row(
          finding.topic().toString(),
          finding.verdict().toString(),
          finding.value().replaceAll("\\s+", " "),
          finding.fix());
    }
    session.console().print(table.toString());
    long failed = findings.stream().filter(f -> f.verdict() == Finding.Verdict.FAIL).count();
    if (failed > 0) {
      throw new ProgramException(
          ExitCode.NOT_READY,
          failed + " of " + findings.size() + " checks fail: a job could not run");
    }
  }

  /** Every check that applies to the configuration's engine and file system, in a fixed order. */
  static List<Finding> examine(Configuration conf) throws IOException {
    List<Callable<List<Finding>>> areas = new ArrayList<>();
    areas.add(() -> EnvironmentChecks.of(System.getenv(), conf));
    areas.add(() -> ClassPathChecks.of(Doctor.class.getClassLoader()));
    areas.add(() -> HostNameChecks.of(conf));
    areas.add(() -> FileSystemChecks.of(conf));
    if (!Environment.isLocal(conf)) {
      areas.add(() -> YarnChecks.of(conf));
      areas.add(() -> List.of(HistoryChecks.historyServer(conf)));
    }
    return Timeouts.together(areas.stream().map(Doctor::survived).toList()).stream()
        .flatMap(Collection::stream)
        .toList();
  }

  /** Libraries that do not match end one area of checks, and are a finding themselves. */
  static Callable<List<Finding>> survived(Callable<List<Finding>> area) {
    return () -> {
      try {
        return area.call();
      } catch (LinkageError e) {
        return List.of(ClassPathChecks.broken(e));
      }
    };
  }
}
