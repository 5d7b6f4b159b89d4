// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.StandardOptions;
import deviceid.generate.GenerateDeviceIds;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.run.Engine;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs every program in the order of the notebook that this suite comes from: in, a number of IDs;
 * out, for each part what was expected, what was seen and a verdict, and one page that reads like
 * the notebook. The parts run as their user would run them, through the front door, and what they
 * make is dropped at the end; the page is kept whatever the verdicts are.
 *
 * <p>{@code hadoop jar device-id-jobs.jar story report}
 */
@Command(
    name = "story",
    description = "Run every part of the notebook's story in order, each with its verdict.",
    footer = {
      "",
      "The page is <report>/index.html. Exit status 5 if a part is not as expected.",
      "",
      "Examples:",
      "  story report               1m ids a core",
      "  story report --ids 12m     the notebook's size"
    })
public final class TellStory implements Program {

  /** Fewer would leave no sample of a hundredth to look at. */
  private static final long LEAST = 1_000;

  @Parameters(paramLabel = "<report>", description = "Folder to make for the page.")
  String report;

  @Option(
      names = "--ids",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "IDs to tell it with (default: 1m a core, at most 64m).")
  Long ids;

  private final Programs programs;

  public TellStory(Programs programs) {
    this.programs = programs;
  }

  @Override
  public void run(Session session) throws Exception {
    if (ids != null && ids < LEAST) {
      throw ProgramException.wrongUse("--ids takes " + RowCount.format(LEAST) + " or more here");
    }
    Path target = Session.path(report);
    int cores = Engine.cores(session.conf(), session.console());
    long rows =
        ids == null
            ? Math.min(GenerateDeviceIds.MAX_UNASKED, GenerateDeviceIds.IDS_PER_CORE * cores)
            : ids;
    Recipe recipe = Recipe.of(session.arguments(), Map.of("ids", rows));
    try (StagedOutput staged = StagedOutput.beside(target, session.conf(), recipe);
        Workspace work = Workspace.beside(staged.target(), session.conf())) {
      Map<Chapter, List<Told>> story = new LinkedHashMap<>();
      for (Chapter chapter :
          Chapter.all(new Setting(rows, cores, Engine.isLocal(session.conf()), work))) {
        session.console().print("== " + chapter.title() + " ==\n");
        story.put(chapter, new ArrayList<>());
        for (Part part : chapter.parts()) {
          story.get(chapter).add(tell(part, work, session));
          refuseToGoOn();
        }
      }
      staged.write("data/index.html", new StoryPage(story, work).html(rows, session));
      staged.publish();
      judge(story.values().stream().flatMap(List::stream).toList(), staged, session);
    }
  }

  private Told tell(Part part, Workspace work, Session session) {
    session.console().say("story: %s", work.shown(part.line()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long begun = System.nanoTime();
    List<String> words = new ArrayList<>(part.command());
    if (session.arguments().contains(StandardOptions.ACCEPT_LOSS)) {
      words.add(StandardOptions.ACCEPT_LOSS);
    }
    int status = programs.run(new Configuration(session.conf()), words, utf8(out), utf8(err));
    long nanos = System.nanoTime() - begun;
    Ran ran =
        new Ran(
            status,
            work.shown(out.toString(StandardCharsets.UTF_8)),
            work.shown(err.toString(StandardCharsets.UTF_8)),
            nanos);
    Told told = new Told(part, ran, Verdict.of(part, ran));
    session
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "%s  (%.2f s)%n  $ %s",
                part.title(),
                nanos / 1e9,
                work.shown(part.line())));
    told.verdicts().forEach(verdict -> session.console().print("  " + verdict));
    if (!told.isPass()) {
      (ran.out() + ran.err()).lines().forEach(text -> session.console().print("  | " + text));
    }
    session.console().print("");
    return told;
  }

  /** A part that was interrupted ends with a status like any other. */
  private static void refuseToGoOn() {
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      throw new ProgramException(ExitCode.INTERRUPTED, "interrupted");
    }
  }

  private static void judge(List<Told> told, StagedOutput staged, Session session)
      throws IOException {
    session
        .recording()
        .checks(
            told.stream().flatMap(one -> one.verdicts().stream()).map(Verdict::recorded).toList());
    long failed = told.stream().filter(one -> !one.isPass()).count();
    session
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "%d of %d parts PASS in %.1f s%npage    %s",
                told.size() - failed,
                told.size(),
                told.stream().mapToLong(one -> one.ran().nanos()).sum() / 1e9,
                staged.reach("index.html")));
    if (failed > 0) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED, failed + " of " + told.size() + " parts are not as expected");
    }
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
