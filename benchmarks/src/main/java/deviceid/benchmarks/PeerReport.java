// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import deviceid.benchmarks.Figure.Contestant;
import deviceid.benchmarks.Figure.Run;
import deviceid.benchmarks.Figure.Task;
import deviceid.report.Column;
import deviceid.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The report of scripts/bench: in, a folder with {@code runs.csv}, a line a run, {@code
 * contestants.tsv}, and {@code facts.txt} about the machine; out, {@code peers.md}, which first
 * says who is ahead of ours, {@code peers.svg}, a picture of the same figures, and {@code
 * peers.csv}, the runs as they came.
 */
public final class PeerReport {

  /** What is measured, and what the report calls it, in the report's order. */
  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static {
    TITLES.put("generate", "generate, whole process");
    TITLES.put("count", "count, whole process");
    TITLES.put("text", "count samples of stored text, warm process");
    TITLES.put("made", "count samples of rows made anew, warm process");
    TITLES.put("memory", "count samples of rows in memory, warm process");
  }

  private static final Set<String> PROCESSES = Set.of("generate", "count");

  private final List<Contestant> contestants;
  private final Map<Task, Map<String, List<Run>>> runs = new LinkedHashMap<>();

  private PeerReport(List<String> contestants, List<String> runs) {
    this.contestants =
        contestants.stream()
            .map(line -> line.split("\t", -1))
            .map(cells -> new Contestant(cells[0], cells[1], cells[2], cells[3]))
            .toList();
    for (String line : runs) {
      Run run = Run.parse(line);
      this.runs
          .computeIfAbsent(run.task(), task -> new LinkedHashMap<>())
          .computeIfAbsent(run.program(), program -> new ArrayList<>())
          .add(run);
    }
  }

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    List<String> lines = Files.readAllLines(from.resolve("runs.csv"));
    PeerReport report =
        new PeerReport(
            Files.readAllLines(from.resolve("contestants.tsv")), lines.subList(1, lines.size()));
    List<Figure> figures = report.figures();
    String text = markdown(Files.readAllLines(from.resolve("facts.txt")), figures);
    Files.writeString(to.resolve("peers.md"), text);
    Files.writeString(to.resolve("peers.svg"), new BarChart(figures, TITLES).svg());
    Files.copy(
        from.resolve("runs.csv"), to.resolve("peers.csv"), StandardCopyOption.REPLACE_EXISTING);
    System.out.print(text);
  }

  /** In the order of the report: by what and size, the fastest first. */
  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    runs.forEach(
        (task, programs) ->
            programs.forEach(
                (program, all) -> figures.add(Figure.of(all, contestant(all.get(0)), ours(task)))));
    List<String> order = List.copyOf(TITLES.keySet());
    figures.sort(
        Comparator.comparingInt((Figure figure) -> order.indexOf(figure.task().what()))
            .thenComparing(figure -> -figure.task().size())
            .thenComparing(figure -> figure.seconds().orElse(Double.MAX_VALUE)));
    return figures;
  }

  private Contestant contestant(Run run) {
    return contestants.stream()
        .filter(one -> one.program().equals(run.program()))
        .filter(one -> one.job().equals(run.task().what()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contestant for " + run));
  }

  /** Ours in memory draws before its clock starts, so that only its whole compares to others. */
  private OptionalDouble ours(Task task) {
    Task compared = runs.get(task).containsKey("ours") ? task : new Task("text", task.size());
    List<Run> ours = runs.getOrDefault(compared, Map.of()).getOrDefault("ours", List.of());
    return Figure.median(ours);
  }

  private static String markdown(List<String> facts, List<Figure> figures) {
    StringBuilder text = new StringBuilder("# Beside peers\n\n");
    facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    text.append("\n## Who is ahead of ours\n\n").append(ahead(figures));
    text.append("\n![The same figures as a picture](peers.svg)\n");
    TITLES.forEach(
        (what, title) -> {
          List<Figure> some =
              figures.stream().filter(one -> one.task().what().equals(what)).toList();
          if (!some.isEmpty()) {
            text.append("\n## ").append(capitalized(title)).append("\n\n");
            Table table = PROCESSES.contains(what) ? processes(some) : samples(some);
            text.append(table.markdown());
          }
        });
    return text.toString();
  }

  private static String ahead(List<Figure> figures) {
    String ahead =
        figures.stream()
            .filter(one -> !one.isOurs() && one.ratio().orElse(1) < 1)
            .map(PeerReport::sentence)
            .collect(Collectors.joining());
    return ahead.isEmpty() ? "Nobody.\n" : ahead;
  }

  private static String sentence(Figure figure) {
    return String.format(
        Locale.ROOT,
        "- %s, %,d rows: %s%s takes %.3f of our time\n",
        TITLES.get(figure.task().what()),
        figure.task().size(),
        figure.program(),
        figure.contestant().kind().equals("limit") ? " (a limit, no peer)" : "",
        figure.ratio().getAsDouble());
  }

  private static Table processes(List<Figure> figures) {
    Table table =
        new Table(
            Column.text("program"),
            Column.text("kind"),
            Column.measured("median", "s"),
            Column.decimal("x ours", "", 3),
            Column.measured("least", "s"),
            Column.measured("most", "s"),
            Column.count("runs"),
            Column.decimal("cpu", "s", 2),
            Column.decimal("job alone", "s", 2),
            Column.count("peak MiB"),
            Column.text("settings"));
    for (Figure one : figures) {
      table.row(
          one.program(),
          kind(one),
          value(one.seconds()),
          value(one.ratio()),
          value(one.least()),
          value(one.most()),
          one.runs(),
          value(one.cpu()),
          value(one.own()),
          value(one.peakMib()),
          one.contestant().settings());
    }
    return table;
  }

  private static Table samples(List<Figure> figures) {
    Table table =
        new Table(
            Column.count("rows"),
            Column.text("program"),
            Column.measured("median", "s"),
            Column.decimal("x ours", "", 3),
            Column.measured("least", "s"),
            Column.measured("most", "s"),
            Column.count("runs"),
            Column.text("settings"));
    for (Figure one : figures) {
      table.row(
          one.task().size(),
          one.seconds().isPresent() ? one.program() : one.program() + " FAILED",
          value(one.seconds()),
          value(one.ratio()),
          value(one.least()),
          value(one.most()),
          one.runs(),
          one.contestant().settings());
    }
    return table;
  }

  private static String kind(Figure figure) {
    return figure.seconds().isPresent() ? figure.contestant().kind() : "FAILED";
  }

  private static Double value(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
