// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Fault.Policy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs programs on a cluster of its own while it kills, pauses and spoils what they run on, judges
 * what each left, and writes a certificate. Started by scripts/chaos.
 */
@Command(name = "chaos")
final class Chaos implements Callable<Integer> {

  private static final int WRONG = 5;

  @Option(names = "--minutes")
  int minutes = 60;

  @Option(names = "--seed")
  long seed = 1;

  @Option(names = "--policy")
  Policy policy = Policy.ALL;

  @Option(names = "--trials")
  int trials = Integer.MAX_VALUE;

  /** The first trial. */
  @Option(names = "--trial")
  int first;

  private final Path project = Path.of("").toAbsolutePath();
  private final Path home = Path.of(System.getProperty("chaos.home"));
  private final Cluster cluster = new Cluster(project, home);
  private Trial trial;
  private volatile boolean isStopped;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    say("a cluster of its own starts, in " + home);
    cluster.begin();
    Oracle oracle = new Oracle(cluster);
    Certificate certificate = new Certificate(this, oracle);
    for (WrongProtocol control : WrongProtocol.values()) {
      certificate.addControl(control.name(), control.isCaught(cluster));
    }
    certificate.write(home);
    long end = System.nanoTime() + minutes * 60_000_000_000L;
    for (int i = first; i - first < trials && System.nanoTime() < end; i++) {
      trial = new Trial(cluster, oracle, seed, i, policy.draw(seed, i));
      Result result = trial.run();
      if (isStopped) {
        break; // what it met was the end of its cluster
      }
      print(result);
      certificate.add(result);
      certificate.write(home);
      if (result.clusterIsLost()) {
        say("the cluster starts anew");
        cluster.begin();
      }
    }
    say("certificate: " + home.resolve("certificate.html"));
    System.out.print(certificate.summary());
    return certificate.isPass() ? 0 : WRONG;
  }

  private static void print(Result result) {
    System.out.printf(
        Locale.ROOT,
        "%4d  %-14s  %-45s  %5.1f s  %s%n",
        result.number(),
        result.outcome(),
        result.fault().title(),
        result.seconds(),
        result.wrong().isEmpty() ? result.seen() : result.wrong() + " " + result.command());
  }

  private static void say(String text) {
    System.err.println("scripts/chaos: " + text);
  }

  long seed() {
    return seed;
  }

  String command() {
    return "--minutes "
        + minutes
        + " --seed "
        + seed
        + " --policy "
        + policy
        + (first > 0 ? " --trial " + first : "")
        + (trials < Integer.MAX_VALUE ? " --trials " + trials : "");
  }

  private void stop() {
    isStopped = true;
    try {
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      if (trial != null) {
        trial.undoAll();
      }
      cluster.end();
    } catch (Exception e) {
      say("the cluster may still run: " + e.getMessage());
    }
  }
}
