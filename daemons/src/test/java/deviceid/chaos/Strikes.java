// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Processes.Container;
import deviceid.chaos.Trial.NotStruckException;
import java.util.HashSet;
import java.util.Set;

/** Signals to processes: of tasks, of daemons, of the client. */
final class Strikes {

  /** Longer than it takes any daemon to give up another one, most of the time. */
  private static final int SHORTEST_PAUSE = 5_000;

  private static final int LONGEST_PAUSE = 28_000;
  private static final int ATTEMPTS = 4;

  private Strikes() {}

  static void killTask(Trial trial, String attempt) throws Exception {
    Container task = awaitTask(trial, attempt);
    trial.sleep(0, 1_500);
    end(trial, task.pid(), "KILL");
    trial.proof = task.attempt() + ", pid " + task.pid() + " gone; " + exitCode(trial, task);
  }

  /** A line of a NodeManager's log which tells that a container was killed from outside. */
  private static String exitCode(Trial trial, Container task) throws Exception {
    String pattern = "Exit code from container " + task.id() + " is : 137";
    for (int i = 0; i < 50; i++) {
      for (int node = 1; node <= 2; node++) {
        if (trial.cluster.logged("nodemanager-" + node, trial.since, pattern).isPresent()) {
          return pattern;
        }
      }
      Thread.sleep(200);
    }
    throw new NotStruckException("no NodeManager says: " + pattern);
  }

  static void killEveryAttempt(Trial trial) throws Exception {
    String task = awaitTask(trial, "_m_").attempt().replaceFirst("_\\d+$", "_");
    Set<Long> killed = new HashSet<>();
    while (trial.client.isAlive()) {
      for (Container one : trial.cluster.containers()) {
        if (one.attempt().startsWith(task)) {
          Processes.signal("KILL", one.pid());
          killed.add(one.pid());
        }
      }
      Thread.sleep(100);
    }
    if (killed.size() < ATTEMPTS) {
      throw new NotStruckException("of " + task + " only these were killed: " + killed);
    }
    trial.proof = killed.size() + " JVMs of " + task + " killed";
  }

  static void endClient(Trial trial, String signal) throws Exception {
    trial.sleep(0, 14_000);
    end(trial, trial.client.pid(), signal);
    trial.client.isStruck();
    trial.proof = "exit " + trial.client.end().exit() + " by SIG" + signal;
  }

  static void killDaemon(Trial trial, String name, int number) throws Exception {
    String daemon = among(trial, name, number);
    awaitJob(trial);
    long pid = trial.cluster.pid(daemon);
    end(trial, pid, "KILL");
    long begun = System.nanoTime();
    Thread.sleep(trial.random.nextInt(8_000));
    trial.cluster.script("start");
    trial.proof =
        daemon + " " + pid + " gone, back as " + trial.cluster.pid(daemon) + Trial.after(begun);
  }

  static void pauseTask(Trial trial, String attempt) throws Exception {
    Container task = awaitTask(trial, attempt);
    trial.sleep(0, 1_500);
    pause(trial, task.pid(), task.attempt());
  }

  static void pauseClient(Trial trial) throws Exception {
    trial.sleep(500, 8_000);
    pause(trial, trial.client.pid(), "client");
  }

  static void pauseDaemon(Trial trial, String name, int number) throws Exception {
    String daemon = among(trial, name, number);
    awaitJob(trial);
    pause(trial, trial.cluster.pid(daemon), daemon);
  }

  private static String among(Trial trial, String name, int number) {
    return number == 0 ? name : name + (1 + trial.random.nextInt(number));
  }

  static void slowDataNode(Trial trial) throws Exception {
    String daemon = among(trial, "datanode-", 3);
    long pid = trial.cluster.pid(daemon);
    trial.undo.push(() -> Processes.signal("CONT", pid));
    int stops = 0;
    while (trial.client.isAlive() && stops < 60) {
      Processes.signal("STOP", pid);
      Thread.sleep(400);
      stops += Processes.state(pid) == Processes.STOPPED ? 1 : 0;
      Processes.signal("CONT", pid);
      Thread.sleep(100);
    }
    trial.proof = daemon + " " + pid + ", state T, " + stops + " times of 0.4 s";
  }

  private static void pause(Trial trial, long pid, String name) throws Exception {
    requireRuns(trial, pid);
    trial.undo.push(() -> Processes.signal("CONT", pid));
    long begun = System.nanoTime();
    Processes.signal("STOP", pid);
    Thread.sleep(SHORTEST_PAUSE + trial.random.nextInt(LONGEST_PAUSE - SHORTEST_PAUSE));
    char state = Processes.state(pid);
    if (state != Processes.STOPPED) {
      throw new NotStruckException(name + " " + pid + " has state " + state + ", not T");
    }
    Processes.signal("CONT", pid);
    trial.proof = name + " " + pid + ", state T" + Trial.after(begun);
  }

  private static void end(Trial trial, long pid, String signal) throws Exception {
    requireRuns(trial, pid);
    Processes.signal(signal, pid);
    for (int i = 0; i < 600 && Processes.state(pid) != Processes.OVER; i++) {
      Thread.sleep(50);
    }
    if (Processes.state(pid) != Processes.OVER) {
      throw new NotStruckException(pid + " runs on after SIG" + signal);
    }
  }

  private static void requireRuns(Trial trial, long pid) throws NotStruckException {
    if (!trial.client.isAlive() || Processes.state(pid) == Processes.OVER) {
      throw new NotStruckException("process " + pid + " or the program was over before");
    }
  }

  private static Container awaitTask(Trial trial, String attempt) throws Exception {
    return trial.await(
        "a JVM of " + attempt,
        () ->
            trial.cluster.containers().stream()
                .filter(container -> container.attempt().contains(attempt))
                .findAny());
  }

  /** Most of the time until a job runs, and then some; else at any time. */
  private static void awaitJob(Trial trial) throws Exception {
    if (trial.random.nextInt(4) > 0) {
      awaitTask(trial, "");
      trial.sleep(0, 4_000);
    } else {
      trial.sleep(0, 5_000);
    }
  }
}
