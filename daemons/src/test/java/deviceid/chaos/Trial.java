// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Oracle.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;

/** One program, one fault: what is drawn comes from the seed and the trial's number alone. */
final class Trial {

  /** The fault was not seen to strike, so that the trial says nothing. */
  static final class NotStruckException extends Exception {
    private static final long serialVersionUID = 1;

    NotStruckException(String why) {
      super(why);
    }
  }

  /** What is undone before the result is judged. */
  @FunctionalInterface
  interface Undo {
    void run() throws Exception;
  }

  private static final int TAKEN = 4;

  // What strikes see and set.
  final Cluster cluster;
  final Random random;
  final Path parent;
  final Workload work;
  final String since = // as daemons' logs begin their lines
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .format(LocalDateTime.now(ZoneId.systemDefault()));
  final List<String> settings = new ArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  final Deque<Undo> undo = new ArrayDeque<>();
  Run client;
  Proxy proxy;
  String proof = "";

  private final Oracle oracle;
  private final int number;
  private final Fault fault;
  private final Path out;
  private final List<Run> rivals = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  Trial(Cluster cluster, Oracle oracle, long seed, int number, Fault fault) {
    this.cluster = cluster;
    this.oracle = oracle;
    this.number = number;
    this.fault = fault;
    random = new Random(seed * 1_000_003 + number);
    parent = new Path("/chaos/trial-" + number);
    out = new Path(parent, "out");
    work = Workload.draw(random, fault.needs(), parent.toString());
  }

  Result run() {
    long begun = System.nanoTime();
    String notStruck = "";
    Ending end = new Ending(-1, "", false);
    try {
      notStruck = strike();
      end = client.end();
    } catch (Exception e) {
      notStruck = e.toString();
    }
    try {
      restore();
      if (end.exit() >= 0) {
        judge(end);
      }
    } catch (Exception e) {
      notStruck = Result.LOST + e;
    }
    return new Result(
        number,
        fault,
        String.join(" ", command()),
        proof,
        proof.isEmpty() && notStruck.isEmpty() ? "no proof" : notStruck,
        end.exit(),
        end.lastLine(),
        wrong,
        (System.nanoTime() - begun) / 1e9);
  }

  /** Why it did not strike; nothing if it did. */
  private String strike() throws Exception {
    cluster.fs().mkdirs(parent);
    Path input = new Path(work.input().isEmpty() ? "/" : work.input());
    if (!cluster.fs().exists(input)) {
      Ending made = new Run(cluster, number + "-input", Map.of(), work.inputCommand()).end();
      if (made.exit() != 0 || !oracle.rows(work, input).isEmpty()) {
        throw new IOException("no input: " + made.lastLine());
      }
    }
    String notStruck = "";
    try {
      fault.prepare().on(this);
      client = new Run(cluster, "" + number, environment, command());
      fault.strike().on(this);
    } catch (NotStruckException e) {
      notStruck = e.getMessage();
    }
    if (client == null) {
      client = new Run(cluster, "" + number, environment, command());
    }
    return notStruck;
  }

  private void restore() throws Exception {
    undoAll();
    for (String line : Files.readAllLines(cluster.file("ports"))) {
      if (Processes.state(cluster.pid(line.split(" ", 2)[0])) == Processes.OVER) {
        cluster.script("start");
        return;
      }
    }
  }

  /** Also where the trial is given up. */
  void undoAll() throws Exception {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  private void judge(Ending end) throws Exception {
    try {
      wrong.addAll(oracle.judge(work, out, end, rivals.isEmpty()));
      if (fault.spoilsInput() ? end.exit() == 0 : !work.publishes() && end.exit() == 5) {
        wrong.add("exit " + end.exit() + ", which its input does not deserve");
      }
      judgeRivals(end);
      if (end.exit() != 0 && end.exit() != TAKEN && !fault.spoilsInput()) {
        boolean there = cluster.fs().exists(out);
        List<String> plain = work.command(out.toString());
        Ending again = new Run(cluster, number + "-again", Map.of(), plain).end();
        wrong.addAll(oracle.judgeAgain(work, out, there, again));
      }
    } catch (IOException e) {
      wrong.add("cannot be judged: " + e);
    }
    List<String> published = Leftovers.tree(cluster.fs(), out);
    cluster.settle();
    wrong.addAll(Leftovers.afterCleaning(cluster, parent));
    if (!Leftovers.tree(cluster.fs(), out).equals(published)) {
      wrong.add("the destination changed after it was published");
    }
    if (wrong.isEmpty()) {
      cluster.fs().delete(parent, true);
    }
  }

  private void judgeRivals(Ending end) throws Exception {
    int winners = end.exit() == 0 ? 1 : 0;
    for (Run rival : rivals) {
      Ending other = rival.end();
      winners += other.exit() == 0 ? 1 : 0;
      wrong.addAll(oracle.judge(work, out, other, false));
    }
    if (!rivals.isEmpty() && winners != 1) {
      wrong.add(winners + " clients say that they published");
    }
  }

  private List<String> command() {
    List<String> words = new ArrayList<>(work.command(out.toString()));
    words.addAll(settings);
    return words;
  }

  void startRival() throws IOException {
    rivals.add(new Run(cluster, number + "-rival-" + rivals.size(), environment, command()));
  }

  void sleep(int least, int most) throws InterruptedException {
    Thread.sleep(least + random.nextInt(most - least));
  }

  static String after(long begun) {
    return String.format(Locale.ROOT, " for %.1f s", (System.nanoTime() - begun) / 1e9);
  }

  /** What a probe finds while the program runs. */
  <T> T await(String what, Callable<Optional<T>> probe) throws Exception {
    while (client.isAlive()) {
      Optional<T> found = probe.call();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new NotStruckException("the program was over before there was " + what);
  }
}
