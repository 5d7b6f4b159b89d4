// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.Finding;
import deviceid.cluster.Timeouts;
import deviceid.record.Environment;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Looks for what would keep a job from running: in, the environment, the configuration and what the
 * cluster's daemons say; out, a verdict a check with what was found and the fix. It names only what
 * it saw: what a user may not see is a SKIP. It changes nothing but the stale stagings that {@code
 * --clean} names, and asks all at once with a limit on every answer, so that a dead daemon delays
 * no other check.
 *
 * <p>{@code hadoop jar device-id-jobs.jar doctor}
 */
@Command(
    name = "doctor",
    description = "Check this machine or cluster, and print a fix for each problem.",
    footer = {
      "",
      "Exit code 6 if a check fails.",
      "",
      "Examples:",
      "  doctor                                       the cluster that HADOOP_CONF_DIR names",
      "  doctor -Dmapreduce.map.memory.mb=4096        check whether such a job fits",
      "  doctor --clean /data                         remove what killed runs left in /data"
    })
public final class Doctor implements Program {

  @Option(
      names = "--clean",
      description =
          "List stagings that killed runs left; remove those that no run and no job uses.")
  boolean clean;

  @Parameters(
      arity = "0..*",
      paramLabel = "<folder>",
      description = "Folder of the outputs, for --clean (default: the home or working folder).")
  List<String> folders = List.of();

  @Override
  public void run(Session session) throws IOException {
    if (clean) {
      StaleStagings.clean(folders.stream().map(Session::path).toList(), session);
      return;
    }
    if (!folders.isEmpty()) {
      throw ProgramException.wrongUse("folders go with --clean");
    }
    printFindings(session);
  }

  private static void printFindings(Session session) throws IOException {
    List<Finding> findings = examine(session.conf());
    findings.forEach(finding -> session.console().print(shown(finding)));
    List<String> failed =
        findings.stream()
            .filter(finding -> finding.verdict() == Finding.Verdict.FAIL)
            .map(finding -> finding.topic().toString())
            .toList();
    if (!failed.isEmpty()) {
      throw new ProgramException(
          ExitCode.NOT_READY,
          failed.size() + " of " + findings.size() + " checks: " + String.join(", ", failed));
    }
  }

  /** The verdict, what was looked at, and what was found; below, where it is needed, the fix. */
  private static String shown(Finding finding) {
    String found = finding.value().replaceAll("\\s+", " ");
    String line =
        String.format(Locale.ROOT, "%-4s  %-22s  %s", finding.verdict(), finding.topic(), found);
    return finding.fix().isEmpty() ? line : line + "\n      fix: " + finding.fix();
  }

  /** Every check that applies to the configuration's engine and file system, in a fixed order. */
  static List<Finding> examine(Configuration conf) throws IOException {
    List<Callable<List<Finding>>> areas = new ArrayList<>();
    areas.add(() -> EnvironmentChecks.of(System.getenv(), conf));
    areas.add(() -> ClassPathChecks.of(Doctor.class.getClassLoader()));
    areas.add(() -> FileSystemChecks.of(conf));
    if (!Environment.isLocal(conf)) {
      areas.add(() -> YarnChecks.of(conf));
      areas.add(() -> List.of(YarnChecks.historyServer(conf)));
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
