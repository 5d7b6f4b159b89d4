// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Secrets;
import deviceid.record.JobRecord;
import deviceid.record.JobRecord.Setting;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * Whether the verdict counters of two jobs must be equal: in, their settings; out, the reason if
 * they need not, and the settings that differ, with who set them.
 */
public final class Comparability {

  /** What a program does differently with the same rows. */
  private static final Set<String> HOW =
      Set.of(
          "emit-every",
          "combiner",
          "lines",
          "control_crc32",
          "max-bad-rows",
          "repeats",
          "ratio",
          "compare");

  private static final List<String> DEFAULTS =
      List.of("core-default.xml", "hdfs-default.xml", "mapred-default.xml", "yarn-default.xml");

  private static final String SAMPLE = "deviceid.sample.";

  /** What tells one run from another and explains nothing. */
  private static final GlobPattern OF_THE_RUN =
      new GlobPattern(
          "{mapreduce.job.{name,dir,tags,jar,submithost*,working.dir,cache.*,end-notification*,"
              + "application.attempt.id},rpc.engine.*,"
              + "mapreduce.output.fileoutputformat.outputdir,mapreduce.workflow.*,deviceid.runs}");

  private Comparability() {}

  /** Why jobs may say different things of the rows of the first; empty where they may not. */
  static Optional<String> difference(List<JobRecord> jobs) {
    return jobs.stream()
        .skip(1)
        .map(job -> difference(jobs.get(0), job))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> difference(JobRecord one, JobRecord other) {
    for (JobRecord job : List.of(one, other)) {
      if (!job.hasSucceeded()) {
        return Optional.of(job.id() + " has not succeeded, it is " + job.state());
      }
      if (job.setting(Session.PROGRAM).isEmpty()) {
        return Optional.of(job.id() + " is no job of this suite's programs");
      }
    }
    String program = job(one);
    if (!program.equals(job(other))) {
      return Optional.of("these are jobs of different programs: " + program + " and " + job(other));
    }
    Map<String, String> rows = rows(one);
    Map<String, String> others = rows(other);
    return rows.keySet().stream()
        .filter(name -> !rows.get(name).equals(others.get(name)))
        .findFirst()
        .map(
            name ->
                "their rows are not the same: "
                    + name
                    + " is "
                    + rows.get(name)
                    + " and "
                    + others.get(name));
  }

  /**
   * The settings that differ, a column a job; Hadoop's default where a job has none of that name.
   */
  static Table settings(List<JobRecord> jobs, List<String> titles) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("setting")));
    titles.forEach(title -> columns.add(Column.text(title)));
    Table table = new Table(columns.toArray(Column[]::new));
    differing(jobs)
        .forEach(
            (name, values) -> {
              List<Object> row = new ArrayList<>(List.of(name));
              row.addAll(values);
              table.row(row.toArray());
            });
    return table;
  }

  /** Whether jobs have different settings. */
  static boolean isMixed(List<JobRecord> jobs) {
    return !differing(jobs.stream().filter(job -> !job.settings().isEmpty()).toList()).isEmpty();
  }

  /** By name of the setting, its value in each job. */
  private static Map<String, List<String>> differing(List<JobRecord> jobs) {
    Configuration defaults = new Configuration(false);
    DEFAULTS.forEach(defaults::addResource); // read where one is asked for
    List<Map<String, String>> all = jobs.stream().map(Comparability::shown).toList();
    Map<String, List<String>> differing = new TreeMap<>();
    if (all.stream().noneMatch(Map::isEmpty)) { // of a history without its settings none is known
      all.forEach(settings -> settings.keySet().forEach(name -> differing.put(name, List.of())));
    }
    differing.replaceAll(
        (name, none) ->
            all.stream()
                .map(job -> job.containsKey(name) ? job.get(name) : byDefault(defaults.get(name)))
                .toList());
    differing.values().removeIf(values -> values.stream().distinct().count() == 1);
    return differing;
  }

  private static String byDefault(String value) {
    return value == null ? "not set" : value + " (default)";
  }

  private static Map<String, String> shown(JobRecord job) {
    Map<String, String> shown = new TreeMap<>();
    for (Setting setting : job.settings()) {
      if (!OF_THE_RUN.matches(setting.name()) && !setting.value().contains(".staging-")) {
        // a history server writes 1.0 as 1
        String value = setting.shown().replaceFirst("^(-?\\d+)\\.0+$", "$1");
        // YARN itself sets what a history hides
        String source = value.equals(Secrets.HIDDEN) ? "" : " (" + setting.source() + ")";
        shown.put(setting.name(), value + source);
      }
    }
    return shown;
  }

  /** The program, and which of its jobs. */
  private static String job(JobRecord job) {
    return job.setting(Session.PROGRAM).orElseThrow()
        + job.setting(MRJobConfig.MAP_CLASS_ATTR)
            .map(mapper -> " with " + mapper.replaceFirst(".*[.$]", ""))
            .orElse("");
  }

  /** What decides the rows of a job. */
  private static Map<String, String> rows(JobRecord job) {
    Map<String, String> rows = new TreeMap<>();
    for (Setting setting : job.settings()) {
      String name = setting.name();
      if (name.startsWith(SAMPLE)
          || (name.startsWith(Session.RECIPE)
              && !HOW.contains(name.substring(Session.RECIPE.length())))) {
        rows.put(name, setting.value());
      }
    }
    return rows;
  }
}
