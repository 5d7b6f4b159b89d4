// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.fetch.FetchResult.FetchedUrl;
import deviceid.input.RequestList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The program through the front door, on the local runner. */
class FetchUrlsTest {

  @TempDir Path folder;

  @Test
  void comparesAllModesOverTheSameDelays() {
    Run run =
        Run.of("fetch", "--demo", "--max-delay", "0.3", "-Dmapreduce.local.map.tasks.maximum=3");

    run.succeeds().says("delays: 5, sum 0.9 s, longest 0.3 s");
    assertThat(run.out())
        .containsPattern("(?m)^sync, one after another: ")
        .containsPattern("(?m)^sync +1 +1 +1 .* +0.9 +0.3\n")
        .containsPattern("(?m)^threads +1 +4 +4 .* +0.9 +0.3\n")
        .containsPattern("(?m)^async +1 +1 +5 .* +0.9 +0.3\n")
        .containsPattern("(?m)^maps +5 +5 +3 .* +0.9 +0.3\n")
        .contains("delays by a Java stream: sum 0.9 s, longest 0.3 s")
        .contains("sync: most requests at once = expected: 1: PASS")
        .contains("threads: most requests at once = expected: 4: PASS")
        .contains("async: most requests at once = expected: 5: PASS")
        .contains("maps: most requests at once = expected: 3: PASS")
        .contains("the shorter wait of sync and async = async's: ");
    if (Mode.VIRTUAL.isAvailable()) {
      assertThat(run.out()).contains("virtual: most requests at once = expected: 5: PASS");
    } else {
      assertThat(run.out()).contains("virtual: SKIP, needs Java 21, this is Java 17\n");
    }
  }

  @Test
  void runsADemoOfOneRequest() {
    Run run = Run.of("fetch", "--demo", "--requests", "1", "--max-delay", "0.3", "--threads", "2");

    run.succeeds();
    assertThat(run.out())
        .contains("modes that sent each request once = modes")
        .contains("threads: most requests at once = expected: 1: PASS")
        .doesNotContain("FAIL", "shorter wait");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void writesARowAUrlInTheOrderOfTheList(Mode mode) throws Exception {
    assumeThat(mode.isAvailable()).isTrue();
    List<Long> delays = RequestList.delays(7, 30, 300);
    try (DelayServer server = new DelayServer(1)) {
      List<String> urls = delays.stream().map(ms -> server.url(RequestList.path(ms / 10))).toList();
      Dataset.write(folder.resolve("urls.txt"), String.join("\r\n", urls));

      Run run = fetch("--mode", mode.toString());

      run.succeeds();
      List<String[]> rows =
          Files.readAllLines(folder.resolve("out/rows.tsv")).stream()
              .map(row -> row.split("\t", -1))
              .toList();
      assertThat(rows).extracting(row -> row[6]).isEqualTo(urls);
      assertThat(rows).extracting(row -> row[0]).startsWith("1", "2").endsWith("29", "30");
      assertThat(rows).allMatch(row -> row[1].equals("200") && Long.parseLong(row[3]) > 100);
      assertThat(rows)
          .extracting(row -> row[2])
          .isEqualTo(delays.stream().map(ms -> RequestList.seconds(ms / 10)).toList());
      long sum = delays.stream().mapToLong(ms -> ms / 10).sum();
      assertThat(folder.resolve("out/part-r-00000")).hasContent("200\t30\t30\t" + sum + "\t30");
      assertThat(Dataset.names(folder.resolve("out")))
          .containsExactly("_SUCCESS", "_manifest.json", "part-r-00000", "rows.tsv");
      assertThat(run.out())
          .contains("URLs answered + failed = URLs: 30: PASS")
          .contains("sum of delays in ms by the job = by a Java stream: " + sum)
          .contains(
              "30 URLs in ", " 0 failed; 30 requests, maps: " + (mode == Mode.MAPS ? 30 : 1) + ";");
      assertThat(server.visits()).hasSize(30);
    }
  }

  @Test
  void saysThatAFinishedCommandIsDone() throws Exception {
    try (DelayServer server = new DelayServer(1)) {
      Dataset.write(folder.resolve("urls.txt"), server.url("/delay/0"));
      fetch().succeeds();

      Run again = fetch();

      again.exits(4).says("already done: ");
      assertThat(server.visits()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| name <urls> and <output>, or --demo and neither",
        "@/urls.txt| name <urls> and <output>, or --demo and neither",
        "--demo @/urls.txt| name <urls> and <output>, or --demo and neither",
        "@/urls.txt @/x --mode quick| '''quick'' is not a mode; write sync'",
        "@/urls.txt @/x --deadline 0| --deadline takes 0.001s to 300s",
        "@/urls.txt @/x --deadline soon| is not a time in seconds; write 10s or 0.25s",
        "@/urls.txt @/x --max-bytes 17m| --max-bytes takes 1 to 16m",
        "@/urls.txt @/x --max-bytes -1| is not a number of bytes",
        "@/urls.txt @/x --threads 0| --threads takes 1 to 256",
        "--demo --requests 0| --requests takes 1 to 200",
        "--demo --requests 201| --requests takes 1 to 200",
        "--demo --max-delay 0.1| --max-delay takes 0.3s to 9.9s",
        "--demo --max-delay 0.4| its third is whole milliseconds",
        "@/urls.txt @/x| request list line 2: a host that is not allowed: \"http://example.org/\"",
        "@/urls.txt @/x --allow-hosts example.org| line 1: a host that is not allowed: \"http://loc",
        "@/none @/x| input file:@/none does not exist",
        "@/urls.txt @/urls.txt/x --allow-hosts localhost,example.org| lies inside the input",
        "@/list.gz @/x| cannot be",
        "@/two @/x| is not a list of URLs: name one plain text file",
        "@/urls.txt @/x -Dmapreduce.map.speculative=true| would send every request twice",
        "--demo -Dmapreduce.reduce.speculative=true| would send every request twice",
        "--demo -Dmapred.map.tasks.speculative.execution=true| would send every request twice"
      })
  void refusesWrongUseBeforeAnythingStarts(String line, String message) throws IOException {
    Dataset.write(folder.resolve("urls.txt"), "http://localhost/\nhttp://example.org/\n");
    Dataset.write(folder.resolve("list.gz"), "http://localhost/\n");
    Dataset.write(folder.resolve("two/a"), "http://localhost/\n");
    Dataset.write(folder.resolve("two/b"), "http://localhost/\n");
    String words = ("fetch " + line).strip().replace("@", folder.toString());

    Run run = Run.of(words.split(" "));

    run.exits(2);
    assertThat(run.lastLine()).contains(message.replace("@", folder.toString()));
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(Dataset.names(folder)).containsExactly("list.gz", "two", "urls.txt");
  }

  @Test
  void refusesVirtualThreadsWhereThereAreNone() throws Exception {
    assumeThat(Mode.VIRTUAL.isAvailable()).isFalse();
    Dataset.write(folder.resolve("urls.txt"), "http://localhost/");

    Run run = fetch("--mode", "virtual");

    run.exits(2);
    assertThat(run.lastLine()).contains("--mode virtual needs Java 21, this is Java 17");
  }

  /** A site file that speculates is for other jobs; this one does not, whatever it says. */
  @Test
  void neverSpeculatesWhateverASiteFileSays() throws Exception {
    Configuration conf = new Configuration();
    conf.setBoolean(MRJobConfig.MAP_SPECULATIVE, true);
    conf.setBoolean(MRJobConfig.REDUCE_SPECULATIVE, true);
    FetchOptions options = new FetchOptions();
    options.mode = Mode.SYNC;
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());

    Job job = FetchJob.createJob(conf, options, path, 1, path);

    FetchJob.refuseSpeculation(conf);
    assertThat(job.getConfiguration().getBoolean(MRJobConfig.MAP_SPECULATIVE, true)).isFalse();
    assertThat(job.getConfiguration().getBoolean(MRJobConfig.REDUCE_SPECULATIVE, true)).isFalse();
  }

  /** The driver's judgement is not enough: what reaches a task is judged there again. */
  @Test
  void doesNotAskAHostThatItsSettingsDoNotAllow() throws Exception {
    try (DelayServer server = new DelayServer(1)) {
      FetchOptions options = new FetchOptions();
      options.hosts = Set.of("localhost");

      FetchedUrl row = new Fetcher(options).fetch(1, server.url("/delay/0")).get();

      assertThat(row.status()).isEqualTo("blocked");
      assertThat(row.requests()).isZero();
      assertThat(server.peak()).isZero();
    }
  }

  private Run fetch(String... more) {
    List<String> words = new ArrayList<>(List.of("fetch", folder + "/urls.txt", folder + "/out"));
    words.addAll(List.of(more));
    return Run.of(words.toArray(String[]::new));
  }
}
