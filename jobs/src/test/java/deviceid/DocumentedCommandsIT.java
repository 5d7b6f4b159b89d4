// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of README and tutorial, run as they are written in one shell for each document, and
 * their output compared with what is printed there.
 *
 * <p>Blocks marked {@code sh} are commands. In blocks marked {@code console}, commands begin with
 * {@code $}, the lines after one are its output without the line about file system and engine, and
 * {@code ...} stands for any lines; where it is missing, none may be left out. The one
 * substitution: 2m and 12m IDs are 20k here. Figures, digests, units and bars are compared as
 * patterns; a row of a table may be missing where the row before it has the same pattern, since
 * fewer IDs have fewer sizes. A block that builds, or that needs a cluster or a Hadoop
 * installation, is not run: each of its scripts must exist and answer {@code --help}, and each of
 * its programs must exist.
 */
@Tag("sweep")
class DocumentedCommandsIT {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|console)\n(.*?)^```$");
  private static final Pattern SIZE = Pattern.compile("\\b(2|12)m\\b");
  private static final Pattern NOT_RUN =
      Pattern.compile("(?m)^(mvn|hadoop|scripts/(?!hadoop )[a-z-]+) ?.*");
  private static final String MARK = "@@@ ";

  /** The first line of every program, what is said once after a build, and the marks. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("^(file system |archiving classes|" + MARK + "|$)");

  /** A command or a block of commands, and the lines that are printed below it. */
  private record Documented(String command, List<String> output) {}

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/tutorial.md"})
  void workAsTheyAreWritten(String document) throws Exception {
    Files.createSymbolicLink(folder.resolve("scripts"), PROJECT.resolve("scripts"));
    Files.createSymbolicLink(folder.resolve("jobs"), PROJECT.resolve("jobs"));
    List<Documented> commands = commands(Files.readString(PROJECT.resolve(document)));
    assertThat(commands).hasSizeGreaterThan(3);

    List<String> outputs = run(commands);

    for (int i = 0; i < commands.size(); i++) {
      Documented one = commands.get(i);
      assertThat(outputs.get(i))
          .as("output of " + one.command())
          .endsWith("\n" + MARK + "exit 0\n");
      assertPrinted(
          one, outputs.get(i).lines().filter(line -> !LEFT_OUT.matcher(line).find()).toList());
    }
  }

  private List<Documented> commands(String text) throws Exception {
    List<Documented> commands = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String content = SIZE.matcher(block.group(2)).replaceAll("20k");
      if (NOT_RUN.matcher(content).find()) {
        assertCanBeRun(content);
      } else if (block.group(1).equals("sh")) {
        content.lines().forEach(line -> commands.add(new Documented(line, List.of())));
      } else {
        for (String part : content.split("(?m)^\\$ ", -1)) {
          if (!part.isEmpty()) {
            List<String> lines = part.lines().toList();
            commands.add(new Documented(lines.get(0), lines.subList(1, lines.size())));
          }
        }
      }
    }
    return commands;
  }

  private static void assertCanBeRun(String block) throws Exception {
    Matcher script = Pattern.compile("(?m)^(scripts/[a-z-]+)").matcher(block);
    while (script.find()) {
      Process help =
          new ProcessBuilder(PROJECT.resolve(script.group(1)).toString(), "--help")
              .redirectErrorStream(true)
              .start();
      assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isNotBlank();
      assertThat(help.waitFor()).as(script.group()).isZero();
    }
    Matcher program = Pattern.compile("device-id-jobs.jar ([a-z]+)").matcher(block);
    while (program.find()) {
      Run.of(program.group(1), "--help").succeeds();
    }
  }

  /** The output of each command, which ends with its exit code. */
  private List<String> run(List<Documented> commands) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (Documented one : commands) {
      script.append(one.command()).append("\ns=$?; echo; echo \"" + MARK + "exit $s\"\n");
    }
    Path file = Files.writeString(folder.resolve("commands.sh"), script);
    Path output = folder.resolve("output.txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("HADOOP_CONF_DIR", PROJECT.resolve("conf/local").toString());
    shell.environment().put("HADOOP_CLIENT_OPTS", "-Ddeviceid.runs=" + folder.resolve("runs"));
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    assertThat(shell.start().waitFor()).isZero();
    Matcher one =
        Pattern.compile("(?s)(.*?\n" + MARK + "exit \\d+\n)").matcher(Files.readString(output));
    List<String> outputs = new ArrayList<>();
    while (one.find()) {
      outputs.add(one.group());
    }
    assertThat(outputs).hasSameSizeAs(commands);
    return outputs;
  }

  private static void assertPrinted(Documented one, List<String> printed) {
    int next = 0;
    boolean isGap = false;
    Pattern before = Pattern.compile("(?!)");
    for (String line : one.output()) {
      if (line.isBlank()) {
        continue;
      }
      if (line.equals("...")) {
        isGap = true;
        continue;
      }
      Pattern pattern = pattern(line);
      int at = next;
      while (isGap && at < printed.size() && !pattern.matcher(printed.get(at)).matches()) {
        at++;
      }
      boolean isPrinted = at < printed.size() && pattern.matcher(printed.get(at)).matches();
      boolean isFurtherRow = !isPrinted && pattern.pattern().equals(before.pattern());
      assertThat(isPrinted || isFurtherRow)
          .as("'%s' below '%s' is printed in its place of:%n%s", line, one.command(), printed)
          .isTrue();
      next = isFurtherRow ? next : at + 1;
      isGap = false;
      before = pattern;
    }
    if (!one.output().isEmpty() && !isGap) {
      assertThat(printed.subList(next, printed.size())).as(one.command()).isEmpty();
    }
  }

  /** A line whose figures, units, digests and bars may be others. */
  private static Pattern pattern(String line) {
    if (line.startsWith("exit code ")) {
      return Pattern.compile(Pattern.quote(line));
    }
    StringBuilder regex = new StringBuilder(".*?");
    Matcher word = Pattern.compile("\\S+").matcher(line);
    while (word.find()) {
      regex.append("\\s*").append(word(word.group()));
    }
    return Pattern.compile(regex + "\\s*");
  }

  private static String word(String word) {
    if (word.contains("/target/")) { // of a folder of the writer's
      return "\\S*" + Pattern.quote(word.substring(word.indexOf("/target/")));
    }
    if (word.matches("#+")) {
      return "#*";
    }
    if (word.matches("(ns|us|ms|s|min|MB/s,?|kB/s,?|B/s,?|GB/s,?)[,.)]*")) {
      return "[a-zA-Z/]+[,.)]*";
    }
    if (word.matches("stream|seek")) {
      return "(stream|seek)";
    }
    Matcher digits = Pattern.compile("x?[0-9a-f]{16,}|[0-9][0-9,.]*[kmg]?").matcher(word);
    StringBuilder regex = new StringBuilder();
    int end = 0;
    while (digits.find()) {
      regex.append(Pattern.quote(word.substring(end, digits.start())));
      regex.append(
          digits.group().matches("x?[0-9a-f]{16,}") ? "x?[0-9a-f]{16,}" : "-?[0-9,.]+[kmg]?");
      end = digits.end();
    }
    return regex.append(Pattern.quote(word.substring(end))).toString();
  }
}
