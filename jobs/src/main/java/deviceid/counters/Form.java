// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Converters;
import deviceid.counters.JobFinder.ResolvedJob;
import deviceid.record.JobRecord;
import deviceid.report.Column;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Output formats of counters; all show the same numbers of the same tables. */
public enum Form {
  TABLE {
    @Override
    public String write(String title, Table table) {
      return table.text();
    }

    @Override
    String write(List<ResolvedJob> found, CounterComparison counters) {
      StringBuilder text = new StringBuilder(jobs(found).text() + "\n\n");
      counters.unlikeness().ifPresent(why -> text.append(free(why)).append("\n\n"));
      text.append(counters.forPeople().groupedText());
      if (!counters.settings().isEmpty()) {
        text.append("\n\n").append(counters.settings().text());
      }
      return text.toString();
    }
  },
  CSV {
    @Override
    public String write(String title, Table table) {
      return table.csv().stripTrailing();
    }
  },
  JSON {
    @Override
    public String write(String title, Table table) {
      return table.json().stripTrailing();
    }
  },
  MD {
    @Override
    public String write(String title, Table table) {
      return "### " + title + "\n\n" + table.markdown();
    }

    @Override
    String write(List<ResolvedJob> found, CounterComparison counters) {
      StringBuilder text = new StringBuilder(write(title(found), jobs(found)));
      counters.unlikeness().ifPresent(why -> text.append('\n').append(free(why)).append('\n'));
      counters
          .forPeople()
          .groups()
          .forEach((name, group) -> text.append('\n').append(write(name, group)));
      if (!counters.settings().isEmpty()) {
        text.append('\n').append(write(SETTINGS, counters.settings()));
      }
      return text.toString().stripTrailing();
    }
  },
  HTML {
    @Override
    public String write(String title, Table table) {
      return Page.titled(title).table(title, table).html().stripTrailing();
    }

    @Override
    String write(List<ResolvedJob> found, CounterComparison counters) {
      List<JobRecord> jobs = ResolvedJob.jobs(found);
      Page page = Page.titled(title(found)).table("Jobs", jobs(found)).heading("Counters");
      counters.unlikeness().ifPresent(why -> page.paragraph(free(why)));
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

  /** A table alone, without a newline at its end. */
  public abstract String write(String title, Table table);

  /** Counters with what people need beside them; machines get the counters. */
  String write(List<ResolvedJob> found, CounterComparison counters) {
    return write(title(found), counters.forMachines());
  }

  private static String title(List<ResolvedJob> found) {
    return "Counters of "
        + (found.size() == 1 ? found.get(0).job().name() : found.size() + " jobs");
  }

  private static String free(String why) {
    return "No counter must be equal: " + why;
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
    Form form;

    public Form form() {
      return form;
    }
  }

  /** A form by its name in lower case. */
  static final class Named implements ITypeConverter<Form> {
    @Override
    public Form convert(String text) {
      return Converters.constant(
          values(), text, "'" + text + "' is not a format; write table, csv, json, md or html");
    }
  }
}
