// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Run;
import deviceid.cli.Console;
import deviceid.cli.ProgramException;
import deviceid.run.FrontDoor.CommandResult;
import deviceid.run.Session;
import deviceid.story.StoryPart.PartResult;
import deviceid.story.StoryPart.PartResult.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every part of the story at a small size, and what comes of a part that is not as expected. */
class TellStoryTest {

  private static final String QUICK = "-Ddeviceid.fetch.max-delay=0.3s";

  @TempDir Path folder;

  @Tag("slow")
  @Test
  void everyPartIsAsExpected() throws Exception {
    Path report = folder.resolve("report");

    Run run = Run.of("story", report.toString(), "--ids", "20k", QUICK);

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).containsPattern("(\\d+) of \\1 parts PASS").doesNotContain("FAIL");
    assertThat(report.resolve("index.html"))
        .content()
        .contains("parts PASS", "<canvas", "regenerated", "$ generate ids --ids 20000")
        .contains("<dd class=\"pass\">PASS, ", "took ", "hadoop 3.", "rate a node", "PASS  ")
        .contains("\"kind\":\"sync\"", "Every request", "<a href=\"#at-1\"")
        .doesNotContain(folder.toString() + "/report.parts");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("what the parts made is gone").containsExactly(report);
    }
  }

  @Test
  void aStoryWhosePartsFailIsToldAllTheSame() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    TellStory story =
        new TellStory(
            (conf, words, printed, said) -> {
              said.println("no " + words.get(0));
              return 1;
            });
    new CommandLine(story).parseArgs(folder + "/report", "--ids", "1k");

    assertThatThrownBy(
            () ->
                story.run(
                    new Session(
                        new JobConf(), new Console(stream, stream, false), List.of("story"))))
        .isInstanceOf(ProgramException.class)
        .hasMessageMatching("(\\d+) of \\1 parts are not as expected");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("exit status: expected 0, seen 1: FAIL", "  | no generate")
        .containsPattern("0 of \\d+ parts PASS");
    assertThat(folder.resolve("report/index.html")).content().contains("no generate", "FAIL");
  }

  @Test
  void whatCannotBeLookedAtWasNotSeen() {
    StoryPart part =
        StoryPart.of("title", "about", "count")
            .expect("total", 5, StoryPart.numberAfter("^total"))
            .expect(
                "file",
                "there",
                result -> {
                  throw new UncheckedIOException(new IOException("gone"));
                });

    List<Observation> observations =
        PartResult.of(part, new CommandResult(0, "total  4\n", "", 1), List.of()).observations();

    assertThat(observations)
        .map(Observation::toString)
        .containsExactly(
            "exit status: expected 0, seen 0: PASS",
            "total: expected 5, seen 4: FAIL",
            "file: expected there, seen nothing (gone): FAIL");
  }

  @Test
  void aProgramThatChecksNothingHasNotPassedItsChecks() {
    StoryPart part = StoryPart.checked("title", "about", "count");

    assertThat(passes(part, "")).isFalse();
    assertThat(passes(part, "check  a: PASS\n")).isTrue();
    assertThat(passes(part, "check  a: PASS\ncheck  b: FAIL\n")).isFalse();
  }

  private static boolean passes(StoryPart part, String out) {
    return PartResult.of(part, new CommandResult(0, out, "", 1), List.of()).isPass();
  }

  @Test
  void refusesAStoryTooSmallToTell() {
    Run run = Run.of("story", folder + "/report", "--ids", "999");

    run.exits(2);
    assertThat(run.lastLine()).isEqualTo("--ids takes 1,000 or more");
  }

  @Test
  void refusesAnExistingReport() {
    Run.of("story", folder.toString(), "--ids", "1k").exits(4);
  }
}
