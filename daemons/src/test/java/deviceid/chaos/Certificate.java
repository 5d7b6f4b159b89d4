// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import deviceid.cli.Figures;
import deviceid.cli.RowCount;
import deviceid.publish.Recipe;
import deviceid.record.Environment;
import deviceid.report.Column;
import deviceid.report.Page;
import deviceid.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was done, how it was seen, and what was found: one page and the same as JSON. */
final class Certificate {

  private final Chaos chaos;
  private final Oracle oracle;
  private final List<Result> results = new ArrayList<>();
  private final Map<String, Boolean> controls = new TreeMap<>();
  private final Instant started = Instant.now();

  Certificate(Chaos chaos, Oracle oracle) {
    this.chaos = chaos;
    this.oracle = oracle;
  }

  void add(Result result) {
    results.add(result);
  }

  void addControl(String name, boolean caught) {
    controls.put(name, caught);
  }

  boolean isPass() {
    return results.stream().allMatch(result -> result.wrong().isEmpty())
        && controls.values().stream().allMatch(caught -> caught);
  }

  private long struck() {
    return results.stream().filter(Result::isStruck).count();
  }

  private long kinds() {
    return results.stream().filter(Result::isStruck).map(Result::fault).distinct().count();
  }

  private Map<String, Object> facts() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    long wrong = results.stream().filter(result -> !result.wrong().isEmpty()).count();
    facts.put(
        "verdict",
        (isPass() ? "PASS, " : "FAIL, ")
            + Figures.counted(struck(), "trial")
            + " struck, of "
            + Figures.counted(kinds(), "kind")
            + "; "
            + wrong
            + " wrong");
    facts.put("command", "scripts/chaos " + chaos.command());
    facts.put("seed", chaos.seed());
    facts.put("started", started.toString());
    facts.put("minutes", Duration.between(started, Instant.now()).toMinutes());
    facts.put("machine", Environment.machine());
    facts.put("versions", Recipe.versionsInUse().toString());
    facts.put("cluster", "3 DataNodes, 2 NodeManagers, replication 2, each daemon a JVM");
    facts.put("rows validated", oracle.validated());
    facts.put("rows lost", oracle.lost());
    facts.put("rows doubled", oracle.doubled());
    facts.put("rows altered", oracle.altered());
    return facts;
  }

  void write(Path folder) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>(facts());
    json.put("faults", new ObjectMapper().readTree(byFault().json()));
    json.put("controls", controls);
    json.put("trials", new ObjectMapper().readTree(trials().json()));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("certificate.json").toFile(), json);
    Map<String, String> facts = new LinkedHashMap<>();
    facts().forEach((name, value) -> facts.put(name, shown(value)));
    Table caught = new Table(Column.text("wrong protocol"), Column.text("verdict"));
    controls.forEach((name, found) -> caught.row(name, found ? "PASS" : "FAIL"));
    Files.writeString(
        folder.resolve("certificate.html"),
        Page.titled("Chaos certificate")
            .facts(facts)
            .paragraph(
                "A trial runs one program as a process and strikes it or the cluster once. A trial"
                    + " whose fault was not seen to strike is void. After each trial the"
                    + " destination is absent, or equal to what the seed says, row by row.")
            .table("Faults", byFault())
            .table("Negative controls: the judge finds each (PASS)", caught)
            .table("Trials", trials())
            .html());
    Files.writeString(folder.resolve("faults.md"), byFault().markdown());
  }

  /** For a terminal. */
  String summary() throws IOException {
    StringBuilder text = new StringBuilder();
    facts().forEach((name, value) -> text.append(name + ": " + shown(value) + "\n"));
    return byFault().text() + "\n" + text;
  }

  private static String shown(Object value) {
    return value instanceof Long number ? RowCount.format(number) : value.toString();
  }

  private Table byFault() {
    Table table =
        new Table(
            Column.text("fault"),
            Column.count("trials"),
            Column.count("struck"),
            Column.count("void"),
            Column.count("survived"),
            Column.count("failed cleanly"),
            Column.count("wrong"),
            Column.decimal("a trial", "s", 0));
    for (Fault fault : Fault.FAULTS) {
      List<Result> of = results.stream().filter(result -> result.fault().equals(fault)).toList();
      if (!of.isEmpty()) {
        table.row(
            fault.title(),
            of.size(),
            of.stream().filter(Result::isStruck).count(),
            of.stream().filter(Result::isVoid).count(),
            count(of, "survived"),
            count(of, "failed cleanly"),
            count(of, "WRONG"),
            of.stream().mapToDouble(Result::seconds).average().orElse(0));
      }
    }
    return table;
  }

  private static long count(List<Result> results, String outcome) {
    return results.stream().filter(result -> result.outcome().equals(outcome)).count();
  }

  private Table trials() {
    Table table =
        new Table(
            Column.count("trial"),
            Column.text("fault"),
            Column.text("outcome"),
            Column.text("struck, or why void"),
            Column.count("exit"),
            Column.text("last line"),
            Column.text("wrong"),
            Column.text("command"),
            Column.decimal("took", "s", 1));
    for (Result one : results) {
      table.row(
          one.number(),
          one.fault().title(),
          one.outcome(),
          one.seen(),
          one.exit(),
          one.lastLine(),
          String.join("; ", one.wrong()),
          one.command(),
          one.seconds());
    }
    return table;
  }
}
