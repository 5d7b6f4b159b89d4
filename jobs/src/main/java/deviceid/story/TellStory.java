// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.run.Engine;
import deviceid.run.FrontDoor;
import deviceid.run.FrontDoor.CommandResult;
import deviceid.run.FrontDoor.RecordedCommand;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.PlanOptions;
import deviceid.story.StoryPart.PartResult;
import deviceid.story.StoryPart.PartResult.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs every program in the order of the original notebook: in, a number of IDs; out, for each part
 * what was expected, what was seen and a verdict, and one page that follows the notebook. The parts
 * run through the front door, as their user would run them, and what they make is deleted at the
 * end. The page is published whatever the verdicts are.
 *
 * <p>{@code hadoop jar device-id-jobs.jar story report}
 */
@Command(
    name = "story",
    description = "Run every program in order, check each result, write one page.",
    footer = {
      "",
      "The page is <report>/index.html: verdicts, throughput, versions, what doctor says. On a",
      "cluster it is an acceptance page, to attach to a ticket. Exit code 5 if a part is not as",
      "expected.",
      "",
      "Examples:",
      "  story report               1m ids a core",
      "  story report --ids 12m     the notebook's size",
      "  story report --ids 120m    a cluster's acceptance"
    })
public final class TellStory implements Program {

  /** Fewer would leave no sample of a hundredth to look at. */
  private static final long LEAST = 1_000;

  @Parameters(paramLabel = "<report>", description = "Folder to create for the page.")
  String report;

  @Option(
      names = "--ids",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "IDs to generate (default: 1m a core, at most 64m).")
  Long ids;

  private final FrontDoor door;

  public TellStory(FrontDoor door) {
    this.door = door;
  }

  @Override
  public void run(Session session) throws Exception {
    if (ids != null && ids < LEAST) {
      throw ProgramException.wrongUse("--ids takes " + RowCount.format(LEAST) + " or more");
    }
    Path target = Session.path(report);
    int cores = Engine.findMapsAtOnce(session.conf(), session.console());
    long rows =
        ids == null ? Math.min(PlanOptions.MAX_UNASKED, PlanOptions.IDS_PER_CORE * cores) : ids;
    Recipe recipe = Recipe.of(session.arguments(), Map.of("ids", rows));
    try (StagedOutput staged = StagedOutput.beside(target, session.conf(), recipe)) {
      Workspace work = new Workspace(staged.makeParts(), rows, cores, session.conf());
      Map<Chapter, List<PartResult>> story = new LinkedHashMap<>();
      for (Chapter chapter : Chapter.all(work)) {
        session.console().print("== " + chapter.title() + " ==\n");
        story.put(chapter, new ArrayList<>());
        for (StoryPart part : chapter.parts()) {
          PartResult result = run(part, work, session);
          story.get(chapter).add(result);
          result.command().refuseInterruption();
        }
      }
      staged.add("index.html", new StoryPage(story, work).html(rows, session));
      staged.publish();
      judge(story.values().stream().flatMap(List::stream).toList(), staged, session);
    }
  }

  private PartResult run(StoryPart part, Workspace work, Session session) throws IOException {
    session.console().say("story: %s", work.shown(part.line()));
    RecordedCommand recorded = door.record(part.command(), session);
    CommandResult ran = recorded.result();
    CommandResult command =
        new CommandResult(ran.status(), work.shown(ran.out()), work.shown(ran.err()), ran.nanos());
    PartResult result = PartResult.of(part, command, recorded.jobs());
    session
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "%s  (%.2f s)%n  $ %s",
                part.title(),
                ran.nanos() / 1e9,
                work.shown(part.line())));
    result.observations().forEach(one -> session.console().print("  " + one));
    if (!result.isPass()) {
      (command.out() + command.err())
          .lines()
          .forEach(text -> session.console().print("  | " + text));
    }
    session.console().print("");
    return result;
  }

  private static void judge(List<PartResult> results, StagedOutput staged, Session session)
      throws IOException {
    session
        .recording()
        .checks(
            results.stream()
                .flatMap(one -> one.observations().stream())
                .map(Observation::recorded)
                .toList());
    long failed = results.stream().filter(one -> !one.isPass()).count();
    session
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "%d of %d parts PASS in %.1f s%npage    %s",
                results.size() - failed,
                results.size(),
                results.stream().mapToLong(one -> one.command().nanos()).sum() / 1e9,
                staged.reach("index.html")));
    if (failed > 0) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED, failed + " of " + results.size() + " parts are not as expected");
    }
  }
}
