// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.Dataset;
import deviceid.Run;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that somebody else wrote, to harm who reads it: each form shows it as text. */
class HostileRecordTest {

  private static final String MARKUP = "\"><img src=x onerror=a()>![i](http://h/) | **x** `y`";
  private static final String FORMULA = "=cmd|'/c calc'!A1";
  private static final int MOST_SECONDS = 5;

  @TempDir Path folder;

  @Test
  void isTextInMarkdown() throws Exception {
    Run run = counters(record("2026-01-01T00:00:00Z", MARKUP, 1), "md");

    run.succeeds();
    assertThat(run.out()).contains("onerror");
    assertThat(run.out().lines().filter(line -> !line.matches("\\| [-: |]+ \\|")))
        .allMatch(line -> !line.contains("<") && !line.matches(".*(!\\[|`|\\*\\*|http:).*"));
    assertThat(run.out().lines().filter(line -> line.contains("onerror") && line.startsWith("| ")))
        .allMatch(line -> line.chars().filter(c -> c == '|').count() == (cells(line) + 1));
  }

  @Test
  void isNoFormulaInCsv() throws Exception {
    Run run = counters(record("2026-01-01T00:00:00Z", FORMULA, 1), "csv");

    run.succeeds();
    assertThat(run.out()).contains("'=cmd").doesNotContainPattern("(?m)(^|,)\"?=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "json", "md", "html"})
  void isWrittenInSecondsHoweverManyCountersItHas(String form) throws Exception {
    String record = record("2026-01-01T00:00:00Z", MARKUP, 20_000);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // other tests run, too
    long begun = threads.getCurrentThreadCpuTime();

    counters(record, form).succeeds();

    assertThat((threads.getCurrentThreadCpuTime() - begun) / 1e9).isLessThan(MOST_SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "+999999999-12-31T23:59:59Z, not between 1970 and 9999",
    "-999999999-01-01T00:00:00Z, not between 1970 and 9999",
    "1969-12-31T23:59:59Z, not between 1970 and 9999",
    "yesterday, could not be parsed"
  })
  void isRefusedWithAnOddTime(String time, String why) throws Exception {
    for (String form : List.of("table", "html")) {
      Run run = counters(record(time, "a", 1), form);

      run.exits(2);
      assertThat(run.lastLine()).contains("is not a run record: ", why);
    }
  }

  private static long cells(String line) {
    return line.startsWith("| job ") ? 5 : 2;
  }

  private Run counters(String record, String form) throws Exception {
    Path file = Dataset.write(folder.resolve("record.json"), record);
    return Run.of("counters", file.toString(), "--format", form);
  }

  private static String record(String submitted, String text, int counters) throws Exception {
    ObjectMapper json = new ObjectMapper();
    var record = json.createObjectNode().put("run_record", 1).put("program", text);
    record.put("started", "2026-01-01T00:00:00Z");
    var job = record.putArray("jobs").addObject().put("name", text).put("id", "job_local1_0001");
    job.put("engine", text).put("state", text).put("submitted", submitted);
    var all = job.putArray("counters");
    IntStream.range(0, counters)
        .forEach(
            i ->
                all.addObject()
                    .put("group", text + i % 50)
                    .put("name", text + i)
                    .put("group_title", text + i % 50)
                    .put("title", text + i)
                    .put("value", i));
    return json.writeValueAsString(record);
  }
}
