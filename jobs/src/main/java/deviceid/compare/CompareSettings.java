// SPDX-License-Identifier: Apache-2.0
package deviceid.compare;

import deviceid.cli.ExitCode;
import deviceid.cli.Figures;
import deviceid.cli.ProgramException;
import deviceid.counters.CompareCounters;
import deviceid.counters.Comparison;
import deviceid.counters.TableFormat;
import deviceid.counters.Variant;
import deviceid.curve.Timing.RoundOrder;
import deviceid.publish.TemporaryFolder;
import deviceid.run.FrontDoor;
import deviceid.run.FrontDoor.CommandResult;
import deviceid.run.FrontDoor.RecordedCommand;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs one program under several settings, in turn, and compares their times: in, the options that
 * vary and a command line; out, ratios of times with confidence intervals, and the counters that
 * differ. Each run checks its output, which is then deleted.
 *
 * <p>{@code hadoop jar device-id-jobs.jar compare --vary '--emit-every 1' --vary '' -- count ids}
 */
@Command(
    name = "compare",
    customSynopsis = "compare [OPTIONS] --vary OPTIONS --vary OPTIONS ... -- <program> <input>",
    description = "Run a program under several settings in turn, and compare times and counters.",
    footer = {
      "",
      "Leave out the program's output: it goes to a temporary folder. Each round runs every",
      "variant once, in random order, after a warm-up of each that is not counted. Rounds end when",
      "each ratio is known to 5%, or at --max-repeats.",
      "",
      "Examples:",
      "  compare --vary '--emit-every 1' --vary '' -- count ids",
      "  compare --vary '-D mapreduce.task.io.sort.mb=16' --vary '' -- count ids --emit-every 1",
      "  compare --vary '' --vary '--no-combiner' --format html -- count ids > page.html"
    })
public final class CompareSettings implements Program {

  /** The option whose value is a piece of another command line. */
  public static final String VARY = "--vary";

  private static final Set<String> WRITE =
      Set.of("generate", "count", "convert", "sample", "fetch");
  private static final Set<String> READ = Set.of("rows", "memory", "validate", "show");

  private static final int MOST_VARIANTS = 8;
  private static final int FEWEST_REPEATS = 3;
  private static final long SEED = 42; // of the order within rounds

  @Option(
      names = VARY,
      paramLabel = "OPTIONS",
      required = true,
      description = "Options of one variant, quoted; '' for none. Twice or more.")
  List<String> vary;

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "5",
      description = "Runs of each variant, at least (default: ${DEFAULT-VALUE}).")
  int repeats;

  @Option(
      names = "--max-repeats",
      paramLabel = "M",
      description = "Runs of each variant, at most (default: three times --repeats).")
  Integer maxRepeats;

  @Mixin TableFormat.Choice choice = new TableFormat.Choice();

  @Parameters(arity = "1..*", paramLabel = "<program>", description = "The program and its input.")
  List<String> command;

  private final FrontDoor door;

  public CompareSettings(FrontDoor door) {
    this.door = door;
  }

  @Override
  public void run(Session session) throws Exception {
    refuseUnusable();
    List<Variant> variants = variants();
    int most = maxRepeats == null ? 3 * repeats : maxRepeats;
    variants.forEach(variant -> session.console().say("%s", variant));
    session.console().say("%d to %d rounds of %d runs", repeats, most, variants.size());
    try (TemporaryFolder folder = TemporaryFolder.create(session.conf(), "compare")) {
      Path outputs = folder.makeParts();
      for (Variant variant : variants) {
        run(variant, 0, outputs, session);
      }
      RoundOrder<Variant> order = new RoundOrder<>(variants, SEED);
      for (int round = 1;
          round <= repeats || (round <= most && !Comparison.isPrecise(variants));
          round++) {
        for (Variant variant : order.next()) {
          run(variant, round, outputs, session);
        }
      }
    }
    Comparison comparison =
        new Comparison("Compared: " + String.join(" ", command), variants, true);
    choice.format().print(comparison.write(choice.format(), session), session);
    CompareCounters.refuseUnequal(comparison.unequal());
  }

  private List<Variant> variants() {
    return IntStream.range(0, vary.size())
        .mapToObj(
            i ->
                new Variant(
                    Character.toString('A' + i),
                    vary.get(i).isBlank() ? "(as it is)" : vary.get(i)))
        .toList();
  }

  /** What a variant adds to the command line. */
  private List<String> words(Variant variant) {
    return split(vary.get(variant.name().charAt(0) - 'A'));
  }

  private static List<String> split(String options) {
    return new StringTokenizer(options)
        .setQuoteMatcher(StringMatcherFactory.INSTANCE.quoteMatcher())
        .getTokenList();
  }

  private void refuseUnusable() {
    String program = command.get(0);
    if (!WRITE.contains(program) && !READ.contains(program)) {
      throw ProgramException.wrongUse("compare does not run '" + program + "'");
    }
    if (vary.size() < 2 || vary.size() > MOST_VARIANTS) {
      throw ProgramException.wrongUse("name 2 to " + MOST_VARIANTS + " variants with " + VARY);
    }
    for (String options : vary) {
      List<String> words = split(options);
      if (words.contains("--record") || words.contains("--dry-run")) {
        throw ProgramException.wrongUse(
            "compare times runs and keeps their records: remove --record and --dry-run from '"
                + options
                + "'");
      }
    }
    if (repeats < FEWEST_REPEATS || (maxRepeats != null && maxRepeats < repeats)) {
      throw ProgramException.wrongUse(
          "--repeats takes " + FEWEST_REPEATS + " or more, --max-repeats no fewer than --repeats");
    }
  }

  /**
   * @param round 0 for the warm-up
   */
  private void run(Variant variant, int round, Path outputs, Session session) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(words(variant));
    Path output = new Path(outputs, variant.name() + "-" + round);
    if (WRITE.contains(command.get(0))) {
      words.add(output.toString());
    }
    RecordedCommand recorded = door.record(words, session);
    CommandResult ran = recorded.result();
    refuseFailed(variant, ran);
    output.getFileSystem(session.conf()).delete(output, true);
    session
        .console()
        .say(
            "%s %s: %s",
            round == 0 ? "warm-up" : "round " + round,
            variant.name(),
            Figures.time((double) ran.nanos()));
    if (round > 0) {
      recorded.jobs().forEach(session.recording()::job);
      variant.ran(ran.nanos(), recorded.jobs());
    }
  }

  private static void refuseFailed(Variant variant, CommandResult ran) {
    ran.refuseInterruption();
    if (ran.status() != ExitCode.DONE.status()) {
      String last =
          ran.err().lines().reduce("", (before, line) -> line).replaceFirst("^FAIL: ", "");
      throw new ProgramException(
          ExitCode.of(ran.status()), "variant " + variant.name() + ": " + last);
    }
  }
}
