// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Converters;
import deviceid.counters.JobFinder.ResolvedJob;
import deviceid.record.JobRecord;
import deviceid.report.Column;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import deviceid.run.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Output formats of counters; all show the same numbers of the same tables. */
public enum TableFormat {
  TABLE {
    @Override
    public String write(String title, Table table, Session session) {
      return table.text();
    }

    @Override
    String write(List<ResolvedJob> found, CounterComparison counters, Session session) {
      List<String> parts = new ArrayList<>(List.of(jobs(found).text()));
      if (!counters.forPeople().isEmpty()) {
        parts.add(counters.forPeople().groupedText());
      }
      if (!counters.settings().isEmpty()) {
        parts.add(counters.settings().text());
      }
      parts.add(String.join("\n", counters.notes()));
      return String.join("\n\n", parts).stripTrailing();
    }
  },
  CSV {
    @Override
    public String write(String title, Table table, Session session) {
      return table.csv().stripTrailing();
    }
  },
  JSON {
    @Override
    public String write(String title, Table table, Session session) {
      return table.json().stripTrailing();
    }
  },
  MD {
    @Override
    public String write(String title, Table table, Session session) {
      return "### " + Table.escapedForMarkdown(title) + "\n\n" + table.markdown();
    }

    @Override
    String write(List<ResolvedJob> found, CounterComparison counters, Session session) {
      StringBuilder text = new StringBuilder(write(title(found), jobs(found), session));
      counters
          .forPeople()
          .groups()
          .forEach((name, group) -> text.append('\n').append(write(name, group, session)));
      if (!counters.settings().isEmpty()) {
        text.append('\n').append(write(SETTINGS, counters.settings(), session));
      }
      List<String> notes = counters.notes().stream().map(Table::escapedForMarkdown).toList();
      return (text + "\n" + String.join("\n\n", notes)).stripTrailing();
    }
  },
  HTML {
    @Override
    public String write(String title, Table table, Session session) {
      return JobPage.titled(title, "", session).table(title, table).html().stripTrailing();
    }

    @Override
    String write(List<ResolvedJob> found, CounterComparison counters, Session session) {
      List<JobRecord> jobs = ResolvedJob.jobs(found);
      String verdict =
          counters.unequal().isEmpty()
              ? ""
              : "FAIL: must be equal and differ: " + String.join(", ", counters.unequal());
      Page page = JobPage.titled(title(found), verdict, session).table("Jobs", jobs(found));
      page.heading("Counters");
      counters.notes().forEach(page::paragraph);
      counters.forPeople().groups().forEach(page::table);
      if (!counters.settings().isEmpty()) {
        page.table(SETTINGS, counters.settings());
      }
      JobPage.addPhases(page, jobs);
      JobPage.addAttempts(page, jobs);
      JobPage.addSettings(page, jobs);
      page.heading("Environment");
      for (ResolvedJob one : found) {
        JobPage.addEnvironment(page, one.job().id(), one.environment());
      }
      return page.html().stripTrailing();
    }
  };

  private static final String SETTINGS = "settings that differ";

  /** Prints what was written. */
  public void print(String text, Session session) {
    if (this == HTML) {
      session.console().printFile(text + "\n");
    } else {
      session.console().print(text);
    }
  }

  /** A table alone, without a newline at its end. */
  public abstract String write(String title, Table table, Session session);

  /** Counters with what people need beside them; machines get the counters. */
  String write(List<ResolvedJob> found, CounterComparison counters, Session session) {
    return write(title(found), counters.forMachines(), session);
  }

  private static String title(List<ResolvedJob> found) {
    return "Counters of "
        + (found.size() == 1 ? found.get(0).job().name() : found.size() + " jobs");
  }

  private static Table jobs(List<ResolvedJob> found) {
    Table table =
        new Table(
            Column.text("job"),
            Column.text("id"),
            Column.text("name"),
            Column.text("engine"),
            Column.text("state"));
    for (int i = 0; i < found.size(); i++) {
      JobRecord job = found.get(i).job();
      table.row("job " + (i + 1), job.id(), job.name(), job.engine(), job.state());
    }
    return table;
  }

  /** The option that names one. */
  public static final class Choice {

    @Option(
        names = "--format",
        paramLabel = "F",
        converter = Named.class,
        defaultValue = "table",
        description = "table, csv, json, md or html (default: ${DEFAULT-VALUE}).")
    TableFormat format;

    public TableFormat format() {
      return format;
    }
  }

  /** A format by its name in lower case. */
  static final class Named implements ITypeConverter<TableFormat> {
    @Override
    public TableFormat convert(String text) {
      return Converters.constant(
          values(), text, "'" + text + "' is not a format; write table, csv, json, md or html");
    }
  }
}
