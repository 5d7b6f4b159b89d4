// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Random command lines: every program with its own options, odd values and small sizes. Each must
 * end within a minute and ten seconds of CPU, with a documented exit code and a reason, without a
 * stack trace, with its input unchanged, and with nothing left. {@code -Dfuzz.lines=5000
 * -Dfuzz.seed=1} tries others.
 */
@Tag("slow")
class RandomCommandLinesTest {

  private static final int LINES = Integer.getInteger("fuzz.lines", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 42);
  private static final double MOST_SECONDS = 60;

  /** Of all processors, which other work on the machine does not change. */
  private static final double MOST_CPU_SECONDS = 10;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final Properties words = new Properties();

  /** The probability that a word of the current line is an odd one. */
  private double oddness;

  @Test
  void endAsDocumentedAndLeaveNothing() throws Exception {
    try (var text = getClass().getResourceAsStream("random-command-lines.properties")) {
      words.load(text);
    }
    makeInputs();
    Map<String, String> inputs = state("in");
    List<CommandSpec> programs =
        Main.suite(new Configuration(false), new Console(System.out, System.err, false), "")
            .getSubcommands()
            .values()
            .stream()
            .map(CommandLine::getCommandSpec)
            .toList();
    Map<Integer, Integer> ends = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      String[] line = line(programs.get(random.nextInt(programs.size())));
      Files.createDirectories(folder.resolve("out"));
      long begun = System.nanoTime();
      long begunCpu = PROCESS.getProcessCpuTime();
      Run run = Run.of(line);
      double cpuSeconds = (PROCESS.getProcessCpuTime() - begunCpu) / 1e9;
      double seconds = (System.nanoTime() - begun) / 1e9;
      ends.merge(run.status(), 1, Integer::sum);
      List<String> faults = faults(run, line);
      if (seconds > MOST_SECONDS || cpuSeconds > MOST_CPU_SECONDS) {
        faults.add("took " + seconds + " s, " + cpuSeconds + " s of CPU");
      }
      if (!state("in").equals(inputs)) {
        faults.add("changed its input");
        inputs = state("in");
      }
      if (!faults.isEmpty()) {
        wrong.add(faults + " " + Arrays.toString(line) + "\n" + run);
      }
      FileUtils.deleteDirectory(folder.resolve("out").toFile());
      FileUtils.deleteDirectory(folder.resolve("tmp").toFile());
    }
    System.out.println("command lines by exit code: " + ends);
    assertThat(wrong).as("of %d lines of seed %d", LINES, SEED).isEmpty();
    assertThat(ends.keySet()).contains(0, 2, 3, 4);
  }

  private List<String> faults(Run run, String[] line) throws IOException {
    List<String> faults = new ArrayList<>();
    if (Stream.of(ExitCode.values()).noneMatch(code -> code.status() == run.status())
        || run.status() == ExitCode.INTERRUPTED.status()) {
      faults.add("exit code " + run.status());
    }
    if ((run.out() + run.err()).contains("\tat ") && !List.of(line).contains("--debug")) {
      faults.add("a stack trace");
    }
    if (run.status() != 0 && run.lastLine().matches("(FAIL: )?(\\w*(Exception|Error))?")) {
      faults.add("no reason");
    }
    for (String file : state("out").keySet()) {
      boolean isHalf = file.contains(".staging-") || file.contains(".parts-");
      boolean isAllowed = run.status() <= 1 || file.equals("record.json");
      if (isHalf || !isAllowed) {
        faults.add("left " + file);
      }
    }
    state("tmp").keySet().forEach(file -> faults.add("left in tmp " + file));
    return faults;
  }

  private String[] line(CommandSpec program) {
    oddness = pick(List.of(0.0, 0.0, 0.1, 0.3));
    List<String> line = new ArrayList<>(List.of(program.name()));
    Map<String, String> options = new TreeMap<>();
    String[] small = words.getProperty("small." + program.name(), "").split(" ", -1);
    for (int i = 0; i + 1 < small.length; i += 2) {
      options.put(small[i], small[i + 1]);
    }
    for (OptionSpec option : program.options()) {
      if (random.nextInt(8) == 0 && !option.usageHelp() && !option.versionHelp()) {
        String name = option.longestName();
        options.put(name, option.arity().max() > 0 ? value(name) : null);
      }
    }
    boolean takesNothing = options.containsKey("--lazy") || options.containsKey("--demo");
    if (!takesNothing && !program.name().matches("generate|story") && !isOdd()) {
      options.keySet().removeAll(list("of-generated-rows"));
    }
    options.forEach(
        (name, value) -> line.addAll(value == null ? List.of(name) : List.of(name, value)));
    program.positionalParameters().stream()
        .skip(takesNothing && !isOdd() ? 1 : 0)
        .forEach(parameter -> line.add(path(parameter.paramLabel())));
    if (isOdd()) {
      line.remove(random.nextInt(line.size()));
    }
    if (isOdd()) {
      line.add(random.nextInt(line.size() + 1), text());
    }
    boolean generic = isOdd();
    if (generic || isOdd()) {
      line.addAll(List.of(pick(list("generic")).split("~", 2)));
    }
    line.add(0, "-Dhadoop.tmp.dir=@/tmp"); // a later one holds
    line.add(0, "-Ddeviceid.runs=@/runs");
    return line.stream().map(word -> word.replace("@/", folder + "/")).toArray(String[]::new);
  }

  private String value(String option) {
    if (!isOdd()) {
      List<String> right = list("right." + option.replaceFirst("^-+", ""));
      return right.isEmpty() ? text() : pick(right);
    }
    if (option.equals("--record")) { // no file of the working folder
      return pick(list("wrong.record"));
    }
    return random.nextInt(4) == 0 ? text() : pick(list("values"));
  }

  private String path(String label) {
    if (isOdd()) {
      return random.nextBoolean() ? pick(list("no-paths")) : "@/out/" + text();
    }
    if (label.matches("<(output|report)>")) {
      return pick(list("outputs"));
    }
    return "@/in/" + (random.nextInt(3) == 0 ? pick(list("inputs")) : "ids");
  }

  private boolean isOdd() {
    return random.nextDouble() < oddness;
  }

  /** A word of a kind that nobody meant, sometimes a long or an empty one. */
  private String text() {
    return switch (random.nextInt(20)) {
      case 0 -> "";
      case 1 -> "a".repeat(300);
      case 2 -> "a/".repeat(2500);
      default -> pick(list("texts"));
    };
  }

  private List<String> list(String name) {
    String value = words.getProperty(name, "");
    return value.isEmpty() ? List.of() : List.of(value.split(" "));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void makeInputs() throws Exception {
    Path in = folder.resolve("in");
    Run.of("generate", in + "/ids", "--ids", "200", "--cores", "2").succeeds();
    Run.of("convert", in + "/ids", in + "/packed", "--format", "sequence").succeeds();
    Run.of("count", in + "/ids", folder + "/counts", "--record", in + "/record.json").succeeds();
    Dataset.write(in.resolve("bad"), Dataset.rows(42, 5) + "bad\n" + Dataset.rows(7, 5));
    Dataset.write(in.resolve("empty"), "");
    Dataset.write(in.resolve("urls"), "http://localhost:1/x\nno url\nhttp://elsewhere.example/\n");
    Dataset.write(in.resolve("control"), "0\t10\n10\t5\n");
    Dataset.write(in.resolve("odd\u00a0[x]\u00a0&/part-0"), Dataset.rows(42, 5));
    Dataset.write(in.resolve("folders/a/part-0"), Dataset.rows(42, 5));
    Files.write(in.resolve("cut.gz"), Dataset.cutGzip());
    Dataset.write(in.resolve("broken.xml"), "no XML");
    Dataset.write(in.resolve("site.xml"), "<configuration></configuration>");
  }

  /** Every file in one of the folders, with its size and time. */
  private Map<String, String> state(String name) throws IOException {
    Path top = folder.resolve(name);
    Map<String, String> state = new TreeMap<>();
    if (Files.exists(top)) {
      try (Stream<Path> files = Files.walk(top)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          state.put(
              top.relativize(file).toString(),
              Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
      }
    }
    return state;
  }
}
