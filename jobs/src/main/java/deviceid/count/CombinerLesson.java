// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.input.DeviceIds;
import deviceid.publish.StagedOutput;
import deviceid.report.Column;
import deviceid.report.JobCounters;
import deviceid.report.Table;
import deviceid.run.Check;
import deviceid.run.Session;
import deviceid.source.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.mapreduce.TaskCounter;

/**
 * What combining saves: the same rows counted in four ways, from one pair a row that a reducer has
 * to sum up to sixteen pairs a map; out, a table with a column a way. All must count alike; the
 * result of the way that count takes by default is the one to publish.
 */
final class CombinerLesson {

  /** From the most to the least that is left to the framework, but for the default in between. */
  private enum Way {
    TEXTBOOK("textbook", 1, true),
    NO_COMBINER("no combiner", 1, false),
    PER_BATCH("per batch", DeviceIds.BATCH_ROWS, true),
    IN_MAPPER("in-mapper", Long.MAX_VALUE, true);

    private final String title;
    private final long emitEvery;
    private final boolean combiner;

    Way(String title, long emitEvery, boolean combiner) {
      this.title = title;
      this.emitEvery = emitEvery;
      this.combiner = combiner;
    }

    CountSettings settings() {
      return new CountSettings(emitEvery, combiner);
    }
  }

  static final String LEGEND =
      "textbook     one pair a row, then a combiner\n"
          + "no combiner  one pair a row\n"
          + "per batch    one tally a batch of "
          + DeviceIds.BATCH_ROWS
          + " rows, then a combiner\n"
          + "in-mapper    one tally a map\n"
          + "One run each, in this order. On the local runner the first run warms up the JVM.";

  private static final List<String> SHOWN =
      Stream.of(
              TaskCounter.MAP_OUTPUT_RECORDS,
              TaskCounter.COMBINE_INPUT_RECORDS,
              TaskCounter.COMBINE_OUTPUT_RECORDS,
              TaskCounter.SPILLED_RECORDS,
              TaskCounter.REDUCE_SHUFFLE_BYTES,
              TaskCounter.REDUCE_INPUT_RECORDS)
          .map(JobCounters::key)
          .toList();

  private final Map<Way, Counted> ways;

  private CombinerLesson(Map<Way, Counted> ways) {
    this.ways = ways;
  }

  static CombinerLesson run(RowSource rows, StagedOutput staged, Session session)
      throws IOException, InterruptedException {
    Map<Way, Counted> ways = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      boolean kept = way == Way.PER_BATCH;
      ways.put(
          way,
          Counted.run(
              rows,
              "count " + rows.name() + way.settings().label(),
              way.settings(),
              kept ? staged.data() : staged.path(way.name()),
              session));
    }
    return new CombinerLesson(ways);
  }

  /** The one whose output lies in the staging's data. */
  Counted kept() {
    return ways.get(Way.PER_BATCH);
  }

  /** The checks of each way, and that all count alike. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    ways.forEach(
        (way, counted) -> counted.checks().forEach(check -> checks.add(check.of(way.title))));
    checks.add(
        Check.equal(
            "ways with the same counts = all ways",
            () ->
                ways.values().stream().map(Counted::counts).filter(kept().counts()::equals).count(),
            ways.size()));
    return checks;
  }

  Table table() {
    List<Column> columns = new ArrayList<>(List.of(Column.text("counter")));
    List<JobCounters> jobs = new ArrayList<>();
    ways.forEach(
        (way, counted) -> {
          columns.add(Column.count(way.title));
          jobs.add(JobCounters.of(counted.run().record()));
        });
    Table table = new Table(columns.toArray(Column[]::new));
    Stream.concat(SHOWN.stream(), Stream.of(JobCounters.WHOLE))
        .forEach(
            key -> {
              List<Object> row = new ArrayList<>(List.of(jobs.get(0).title(key)));
              jobs.forEach(job -> row.add(job.value(key)));
              table.row(row.toArray());
            });
    return table;
  }

  /** Where a browser shows all counters of a way; none on the local runner. */
  List<String> pages() {
    return ways.entrySet().stream()
        .filter(way -> !way.getValue().run().record().page().isEmpty())
        .map(way -> way.getKey().title + ": " + way.getValue().run().record().page())
        .toList();
  }
}
