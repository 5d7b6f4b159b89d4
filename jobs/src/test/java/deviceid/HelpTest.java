// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import deviceid.cli.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, version, completion and man page of the suite and of each program. */
class HelpTest {

  private static final String COMMAND = "hadoop jar device-id-jobs.jar ";
  private static final List<String> PROGRAMS =
      Run.of("--help")
          .out()
          .lines()
          .dropWhile(line -> !line.equals("Programs:"))
          .skip(1)
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.matches("  \\S.*"))
          .map(line -> line.strip().split(" ", -1)[0])
          .toList();

  static List<String> programs() {
    return PROGRAMS;
  }

  @Test
  void listsThePrograms() {
    assertThat(PROGRAMS).hasSizeGreaterThanOrEqualTo(12).contains("generate", "doctor");
    assertThat(PROGRAMS).doesNotContain("completion", "manual");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void endsWithExamplesThatCanBePasted(String program) {
    Run run = Run.of(program, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: " + program + " ").contains("--debug");
    List<String> examples =
        run.out().lines().dropWhile(line -> !line.equals("Examples:")).skip(1).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    assertThat(String.join("\n", examples).replace(" \\\n   ", "").lines())
        .allMatch(line -> line.startsWith("  # ") || line.startsWith("  " + COMMAND + program));
  }

  /** Prints every help, on the terminal that this process has. */
  static final class OnTerminal {
    public static void main(String[] programs) {
      for (String program : programs) {
        Main.run(new String[] {program, "--help"}, Console.ofProcess(false));
      }
      Main.run(new String[] {"--help"}, Console.ofProcess(false));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void fitsATerminalAndHoldsNoEscapeCodes(int columns) throws Exception {
    List<String> lines = onTerminal(columns);

    assertThat(lines).anyMatch(line -> line.startsWith("Usage: " + COMMAND));
    assertThat(lines).hasSizeGreaterThan(15 * PROGRAMS.size());
    assertThat(lines).allMatch(line -> line.length() <= columns);
    assertThat(lines).anyMatch(line -> line.length() > columns - 10);
    assertThat(lines).noneMatch(line -> line.contains("\\u") || line.contains("\033"));
  }

  private static List<String> onTerminal(int columns) throws IOException, InterruptedException {
    File script = new File("/usr/bin/script");
    assumeThat(script).as("script of util-linux makes the terminal").exists();
    String java =
        Stream.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "'" + OnTerminal.class.getName() + "'",
                String.join(" ", PROGRAMS))
            .collect(Collectors.joining(" "));
    Path out = Files.createTempFile("help", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              script.getPath(), "-qec", "stty cols " + columns + "; " + java, "/dev/null");
      builder.environment().put("TERM", "xterm");
      builder.environment().remove("COLUMNS");
      builder.redirectErrorStream(true).redirectOutput(out.toFile());
      builder.redirectInput(new File("/dev/null"));
      assertThat(builder.start().waitFor()).isZero();
      return Files.readString(out, StandardCharsets.UTF_8).replace("\r", "").lines().toList();
    } finally {
      Files.delete(out);
    }
  }

  @Test
  void namesItsVersionAndThoseItRunsOn() {
    Run suite = Run.of("--version");

    assertThat(suite.status()).isZero();
    assertThat(suite.out())
        .containsPattern("device-id-jobs \\d")
        .containsPattern("hadoop 3\\.")
        .contains("java " + System.getProperty("java.version"));
    for (String program : PROGRAMS) {
      assertThat(Run.of(program, "--version").out()).isEqualTo(suite.out());
    }
  }

  @Test
  void printsAScriptThatCompletesProgramsAndOptions() {
    Run run = Run.of("completion");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_device-id-jobs", "--emit-every");
    assertThat(run.out()).contains(PROGRAMS);
  }

  @Test
  void printsAManPageOfAllPrograms() {
    Run run = Run.of("manual");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith(".")))
        .startsWith(".TH DEVICE\\-ID\\-JOBS 1", ".SH NAME", ".SH SYNOPSIS", ".nf")
        .containsAll(PROGRAMS.stream().map(program -> ".SH " + program).toList())
        .allMatch(line -> line.matches("[.](TH|SH) .+|[.](nf|fi)"))
        .doesNotContain(".SH manual");
    assertThat(run.out()).contains("\\-\\-emit\\-every", " \\e\n");
    assertThat(run.out().lines())
        .allMatch(
            line -> line.replaceAll("\\\\[-e&]", "-").length() <= 80); // a synopsis is not wrapped
  }
}
