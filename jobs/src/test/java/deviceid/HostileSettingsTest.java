// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings that change the form, names, number or place of output, the reading of input, or what a
 * failure does, as a site file, {@code -D}, a name of Hadoop 1 and {@code final} set them: every
 * program has the right result, or ends before it starts anything.
 */
@Tag("slow")
class HostileSettingsTest {

  /**
   * A setting.
   *
   * @param old its name in Hadoop 1; empty if it had none
   */
  record Hostile(String name, String value, String old) {
    static Hostile of(String line) {
      String[] words = line.split(" ", -1);
      return new Hostile(words[0], words[1], words.length > 2 ? words[2] : "");
    }

    @Override
    public String toString() {
      return name;
    }

    String line(String as, boolean isFinal) {
      String escaped = value.replace("|", "&#124;");
      return "<property><name>%s</name><value>%s</value>%s</property>"
          .formatted(as, escaped, isFinal ? "<final>true</final>" : "");
    }
  }

  static final List<Hostile> SETTINGS =
      Stream.of(
              "mapreduce.fileoutputcommitter.algorithm.version 2",
              "mapreduce.map.failures.maxpercent 100 mapred.max.map.failures.percent",
              "mapreduce.reduce.failures.maxpercent 100 mapred.max.reduce.failures.percent",
              "mapreduce.map.skip.maxrecords 9 mapred.skip.map.max.skip.records",
              "mapreduce.reduce.skip.maxgroups 9 mapred.skip.reduce.max.skip.groups",
              "io.skip.checksum.errors true",
              "fs.file.checksum.verify false",
              "dfs.client.read.shortcircuit.skip.checksum true",
              "dfs.checksum.type NULL",
              "mapreduce.fileoutputcommitter.marksuccessfuljobs false",
              "mapreduce.fileoutputcommitter.cleanup.skipped true",
              "mapreduce.job.committer.setup.cleanup.needed false"
                  + " mapred.committer.job.setup.cleanup.needed",
              "mapreduce.outputcommitter.factory.class"
                  + " org.apache.hadoop.mapreduce.lib.output.FileOutputCommitterFactory",
              "mapreduce.output.fileoutputformat.compress true mapred.output.compress",
              "mapreduce.output.textoutputformat.separator | mapred.textoutputformat.separator",
              "mapreduce.output.basename wrong",
              "mapreduce.job.reduces 0 mapred.reduce.tasks",
              "io.serializations org.apache.hadoop.io.serializer.JavaSerialization",
              "mapreduce.job.counters.max 1 mapreduce.job.counters.limit",
              "mapreduce.job.counters.groups.max 1",
              "mapreduce.job.counters.group.name.max 1",
              "mapreduce.job.counters.counter.name.max 1",
              "mapreduce.input.linerecordreader.line.maxlength 1 mapred.linerecordreader.maxlength",
              "io.file.buffer.size 0",
              "mapreduce.task.io.sort.mb 2048 io.sort.mb",
              "mapreduce.task.io.sort.factor 1 io.sort.factor",
              "mapreduce.map.sort.spill.percent 1.5 io.sort.spill.percent",
              "mapreduce.reduce.shuffle.input.buffer.percent 0"
                  + " mapred.job.shuffle.input.buffer.percent",
              "mapreduce.reduce.shuffle.memory.limit.percent x",
              "mapreduce.reduce.shuffle.merge.percent NaN mapred.job.shuffle.merge.percent",
              "mapreduce.reduce.input.buffer.percent -0.1 mapred.job.reduce.input.buffer.percent",
              "mapred.mapper.new-api false",
              "mapred.reducer.new-api false")
          .map(Hostile::of)
          .toList();

  /** Those that no value is right for: each job has its own or none. */
  static final List<Hostile> CLASSES =
      Stream.of(
              "mapreduce.job.combine.class no.such.Combiner",
              "mapreduce.job.partitioner.class no.such.Partitioner",
              "mapreduce.job.output.key.comparator.class no.such.Comparator"
                  + " mapred.output.key.comparator.class",
              "mapreduce.job.output.group.comparator.class no.such.Comparator"
                  + " mapred.output.value.groupfn.class",
              "mapreduce.job.combiner.group.comparator.class no.such.Comparator",
              "mapreduce.map.output.key.class no.such.Key mapred.mapoutput.key.class",
              "mapreduce.map.output.value.class no.such.Value mapred.mapoutput.value.class",
              "mapred.mapper.class no.such.Mapper",
              "mapred.reducer.class no.such.Reducer",
              "mapred.combiner.class no.such.Combiner",
              "mapred.partitioner.class no.such.Partitioner",
              "mapred.input.format.class no.such.InputFormat",
              "mapred.output.format.class no.such.OutputFormat")
          .map(Hostile::of)
          .toList();

  /** Those that a program sets for each of its jobs, or never reads. */
  private static final List<Hostile> OVERWRITTEN =
      Stream.of(
              "mapreduce.job.map.class no.such.Mapper",
              "mapreduce.job.reduce.class no.such.Reducer",
              "mapreduce.job.inputformat.class no.such.InputFormat",
              "mapreduce.job.outputformat.class no.such.OutputFormat",
              "mapreduce.job.output.key.class no.such.Key",
              "mapreduce.job.output.value.class no.such.Value",
              "mapreduce.output.fileoutputformat.outputdir /nowhere",
              "mapreduce.input.lineinputformat.linespermap 7",
              "mapreduce.input.fileinputformat.input.dir.recursive true",
              "mapreduce.input.fileinputformat.inputdir /nowhere",
              "mapreduce.input.pathFilter.class no.such.Filter",
              "textinputformat.record.delimiter 1",
              "mapreduce.output.fileoutputformat.compress.codec no.such.Codec")
          .map(Hostile::of)
          .toList();

  /** Every program with every setting; without, a third of them, others with the next setting. */
  private static final boolean ALL = "all".equals(System.getProperty("sweep"));

  private static final int THIRDS = 3;

  @TempDir Path folder;

  @BeforeEach
  void makeInput() throws Exception {
    Dataset.generate(folder.resolve("ids"), "--ids", "400", "--cores", "2");
  }

  @Test
  void everyProgramIsRightWhereASiteFileHasAllOfThem() throws Exception {
    String lines =
        Stream.of(SETTINGS, OVERWRITTEN)
            .flatMap(List::stream)
            .map(each -> each.line(each.name, false))
            .collect(Collectors.joining());

    String[] replaced =
        SETTINGS.stream()
            .map(each -> each.name + "=" + each.value + " from ")
            .toArray(String[]::new);
    for (Run run : everyProgramIsRight(site(lines))) {
      run.says(replaced);
    }
  }

  @Tag("sweep")
  @Test
  void everyProgramIsRightWhereASiteFileHasThemByTheNamesOfHadoop1() throws Exception {
    String lines =
        SETTINGS.stream()
            .filter(each -> !each.old.isEmpty())
            .map(each -> each.line(each.old, false))
            .collect(Collectors.joining());

    for (Run run : everyProgramIsRight(site(lines))) {
      run.says("mapreduce.output.fileoutputformat.compress=true from ", "; replaced by false");
    }
  }

  @Test
  void nothingStartsWhereASiteFileReplacesAPartOfTheJobs() throws Exception {
    for (Hostile setting : CLASSES) {
      refuses(setting, List.of("-conf", site(setting.line(setting.name, false))));
    }
  }

  @ParameterizedTest
  @FieldSource({"SETTINGS", "CLASSES"})
  void fromTheCommandLineOrFinalInASiteFileNothingStarts(Hostile setting) throws Exception {
    List<List<String>> ways =
        Stream.of(
                List.of("-D", setting.name + "=" + setting.value),
                List.of("-D", setting.old + "=" + setting.value),
                List.of("-conf", site(setting.line(setting.name, true))))
            .filter(way -> !way.get(1).startsWith("="))
            .toList();
    for (List<String> way : ways) {
      refuses(setting, way);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dfs.defaultFS= | Expected authority",
        "-Dfs.defaultFS=/ | No scheme in default FS",
        "-Dfs.defaultFS=viewfs://x/ | Empty Mount table",
        "-Dfs.defaultFS=har:///x | Invalid path for the Har",
        "-Dfs.defaultFS=hdfs://localhost:99999 | port out of range:99999",
        "-Ddeviceid.runs= | deviceid.runs is ''; name a local folder",
        "-Ddeviceid.runs=hdfs://x/y | deviceid.runs is 'hdfs://x/y'; name a local folder",
        "-Dmapreduce.framework.name=x | takes local or yarn",
        "-Dmapreduce.cluster.local.dir=/proc/x | No valid local directories",
        "-Dhadoop.tmp.dir=/dev/null | exists and is not a directory",
        "-Dio.compression.codecs=x | codec x not found",
        "-Dhadoop.security.sensitive-config-keys=[ | correct the regular expression",
        "-Dmapreduce.input.fileinputformat.split.maxsize=x |"
            + " mapreduce.input.fileinputformat.split.maxsize=x is not a number",
        "-conf @/none.xml | cannot be read",
        "-conf @ | cannot be read",
        "-conf @/ids/part-m-00000 | line 1: Unexpected character"
      })
  void areRefusedInOneLineIfNothingCanReadThem(String line) {
    String[] words = line.replace("@", folder.toString()).split(" \\| ?", 2);

    Run run = run(List.of("rows", folder + "/ids"), List.of(words[0].split(" ")));

    run.exits(2);
    assertThat(run.lastLine()).contains(words[1].strip());
    assertThat(run.err().lines()).hasSizeBetween(1, 2); // the banner comes first
  }

  /** Its reduce tasks look for what maps wrote under the folder's name as a URI spells it. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", "a%20b", "a#b", "?"})
  void theLocalRunnersFolderIsRefusedInOneLineIfHadoopCannotReadThere(String name)
      throws Exception {
    String tmp = "-Dhadoop.tmp.dir=" + folder.resolve(name);

    Run count = run(List.of("count", folder + "/ids", folder + "/counts"), List.of(tmp)).exits(2);
    Run made = run(List.of("generate", folder + "/made", "--ids", "5"), List.of(tmp));

    assertThat(count.lastLine()).contains("/" + name + "/", "-D hadoop.tmp.dir=FOLDER");
    made.succeeds(); // nothing is reduced
    assertThat(Dataset.names(folder)).doesNotContain("counts");
  }

  private void refuses(Hostile setting, List<String> way) throws Exception {
    List<List<String>> programs = programs();
    int first = Math.floorMod(setting.name.hashCode(), THIRDS);
    for (int i = ALL ? 0 : first; i < programs.size(); i += ALL ? 1 : THIRDS) {
      Run run = run(programs.get(i), way).exits(2);
      assertThat(run.lastLine()).startsWith(setting.name + "=" + setting.value + " from ");
      assertThat(run.err()).hasLineCount(2); // the banner comes first
    }
    assertThat(Dataset.names(folder)).containsOnly("ids", "site.xml");
  }

  private List<Run> everyProgramIsRight(String site) throws Exception {
    List<Run> runs =
        programs().stream()
            .map(program -> run(program, List.of("-conf", site)).succeeds())
            .toList();
    String rows = Dataset.rows(42, 400);
    for (String made : List.of("made", "reduced")) {
      assertThat(new String(Dataset.parts(folder.resolve(made)), StandardCharsets.UTF_8))
          .isEqualTo(rows);
    }
    for (String counted : List.of("counts", "lazy")) {
      assertThat(Dataset.readCounts(folder.resolve(counted))).isEqualTo(Dataset.countByFirst(rows));
    }
    return runs;
  }

  private List<List<String>> programs() {
    String ids = folder + "/ids";
    return Stream.of(
            "generate OUT/made --ids 400 --cores 2",
            "generate OUT/reduced --ids 400 --cores 2 --in reducers",
            "count IDS OUT/counts",
            "count --lazy --ids 400 OUT/lazy",
            "rows IDS",
            "show IDS",
            "sample IDS OUT/curve --repeats 1",
            "memory IDS",
            "validate IDS --duplicates",
            "convert IDS OUT/converted --format sequence",
            "fetch --demo --requests 2 --max-delay 0.3",
            "story OUT/story --ids 2k -Ddeviceid.fetch.max-delay=0.3s")
        .map(line -> line.replace("IDS", ids).replace("OUT", folder.toString()))
        .map(line -> List.of(line.split(" ")))
        .toList();
  }

  private static Run run(List<String> program, List<String> more) {
    return Run.of(Stream.concat(program.stream(), more.stream()).toArray(String[]::new));
  }

  private String site(String properties) throws Exception {
    return Dataset.write(
            folder.resolve("site.xml"), "<configuration>" + properties + "</configuration>")
        .toString();
  }

  @ParameterizedTest
  @FieldSource({"SETTINGS", "CLASSES"})
  void theNamesOfHadoop1AreThoseThatHadoopKnows(Hostile setting) {
    if (!setting.old.isEmpty()) {
      Configuration conf = new JobConf(false);
      conf.set(setting.old, "x");
      assertThat(conf.get(setting.name)).isEqualTo("x");
    }
  }
}
