// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Workload.Needs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What is done to the cluster or to the program.
 *
 * @param needs what the program must be like for it
 * @param prepare before the client starts
 * @param strike while it runs
 */
record Fault(Policy policy, String title, Needs needs, Strike prepare, Strike strike) {

  /** Which faults a run has. */
  enum Policy {
    CALM,
    KILLS,
    PAUSES,
    DISKS,
    CLIENTS,
    ALL;

    /** The fault of a trial: each of the policy once, in a drawn order, then all of them again. */
    Fault draw(long seed, int trial) {
      List<Fault> deck = new ArrayList<>(FAULTS);
      deck.removeIf(fault -> this != ALL && fault.policy != this);
      int round = trial / deck.size();
      Collections.shuffle(deck, new Random(seed + round));
      return deck.get(trial % deck.size());
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Strikes, and keeps in the trial how that was seen. */
  @FunctionalInterface
  interface Strike {
    void on(Trial trial) throws Exception;
  }

  private static final String KILL = ": kill -9";
  private static final String RESTART = ": kill -9, restart";
  private static final String PAUSE = ": SIGSTOP, SIGCONT";
  private static final String SPOILT = "a byte flipped in all replicas of each block";

  static final List<Fault> FAULTS = new ArrayList<>();

  static {
    add(Policy.CALM, "none (control)", Needs.ANYTHING, t -> t.proof = "nothing was struck");
    addTask("map task", Needs.MAPS, "_m_");
    addTask("reduce task", Needs.REDUCES, "_r_");
    addTask("ApplicationMaster", Needs.MAPS, "master");
    addDaemon("NodeManager", "nodemanager-", 2);
    addDaemon("DataNode", "datanode-", 3);
    addDaemon("ResourceManager", "resourcemanager", 0);
    addDaemon("NameNode", "namenode", 0);
    addDaemon("history server", "historyserver", 0);
    add(Policy.KILLS, "client" + KILL, Needs.ANYTHING, t -> Strikes.endClient(t, "KILL"));
    add(Policy.KILLS, "client: SIGTERM", Needs.ANYTHING, t -> Strikes.endClient(t, "TERM"));
    add(Policy.KILLS, "every attempt of a map" + KILL, Needs.MAPS, Strikes::killEveryAttempt);
    add(Policy.PAUSES, "client" + PAUSE, Needs.ANYTHING, Strikes::pauseClient);
    add(Policy.PAUSES, "DataNode: a fifth of its speed", Needs.ANYTHING, Strikes::slowDataNode);
    addDisks();
    addClients();
  }

  private static void addTask(String title, Needs needs, String attempt) {
    add(Policy.KILLS, title + KILL, needs, t -> Strikes.killTask(t, attempt));
    add(Policy.PAUSES, title + PAUSE, needs, t -> Strikes.pauseTask(t, attempt));
  }

  private static void addDaemon(String title, String name, int number) {
    add(Policy.KILLS, title + RESTART, Needs.MAPS, t -> Strikes.killDaemon(t, name, number));
    add(Policy.PAUSES, title + PAUSE, Needs.MAPS, t -> Strikes.pauseDaemon(t, name, number));
  }

  private static void addDisks() {
    Policy disks = Policy.DISKS;
    Needs writes = Needs.ROWS_WRITTEN;
    add(disks, "space quota reached", writes, Disks::setQuota, Disks::meetQuota);
    add(
        disks,
        "a byte flipped in one replica of each block",
        Needs.OWN_INPUT,
        t -> Disks.flip(t, 1),
        Disks::meetFlipped);
    add(disks, SPOILT, Needs.OWN_INPUT, t -> Disks.flip(t, 2), Disks::meetFlipped);
    add(disks, "DataNode: its folder moved away", writes, Disks::moveFolder);
    add(disks, "DataNode: its folder read-only", writes, Disks::makeReadOnly);
    add(disks, "DataNode: its small disk full", writes, Disks::useTmpfs, Disks::fillTmpfs);
    add(disks, "DataNode: writes fail", writes, Disks::failWrites);
    add(disks, "map task: spills fail", Needs.MAP_OUTPUT_ON_DISK, Disks::failTaskWrites);
  }

  private static void addClients() {
    Policy clients = Policy.CLIENTS;
    add(clients, "two clients, one output", Needs.SMALL_OUTPUT, t -> Clients.rivals(t, 2));
    add(clients, "eight clients, one output", Needs.SMALL_OUTPUT, t -> Clients.rivals(t, 8));
    add(clients, "doctor --clean in a loop", Needs.ROWS_WRITTEN, Clients::cleanMeanwhile);
    add(clients, "DataNode: decommissioned", Needs.MAPS, Clients::decommission);
    add(clients, "client: its clock steps", Needs.ANYTHING, Clients::fakeClock, Clients::stepClock);
    for (Proxy.Mode mode : Proxy.Mode.values()) {
      add(
          clients,
          "connections to DataNodes: " + mode.name().toLowerCase(Locale.ROOT),
          Needs.MAPS,
          t -> Clients.throughProxy(t, mode),
          Clients::meetProxy);
    }
  }

  private static void add(Policy policy, String title, Needs needs, Strike strike) {
    add(policy, title, needs, trial -> {}, strike);
  }

  private static void add(Policy policy, String title, Needs needs, Strike prepare, Strike strike) {
    FAULTS.add(new Fault(policy, title, needs, prepare, strike));
  }

  /** Whether no program can do its work on what is left. */
  boolean spoilsInput() {
    return title.equals(SPOILT);
  }
}
