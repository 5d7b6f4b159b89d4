// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;

import deviceid.cli.ExitCode;
import deviceid.publish.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a command line is told about its use: the help of the suite and of its programs, and the
 * line for a command line that cannot be parsed.
 *
 * <p>As a renderer it writes the end of a program's help: it wraps paragraphs, and makes each
 * example a comment and a command that can be pasted as it stands. In: lines of a footer, an
 * example being two blanks, a program with its arguments, two blanks or more, and what it is for.
 * Out: no line wider than the help, unless one word is.
 */
final class Usage implements IHelpSectionRenderer {

  /** What starts the suite, as its user did: {@code scripts/hadoop} tells its own name. */
  private static final String COMMAND =
      System.getProperty("deviceid.command", "hadoop jar device-id-jobs.jar");

  /** What picocli says of an option of names and values that has no '='. */
  private static final String MAP_ENTRY =
      "Value for option (option '.*') \\((.*)\\) should be in KEY=VALUE format but was (.*)";

  /** What is quoted stays on one line. */
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\S)+");

  private final List<String> lines = new ArrayList<>();
  private final List<String> paragraph = new ArrayList<>();

  private Usage() {}

  /** Adds what picocli's annotations cannot say to the help of a program. */
  static void describeProgram(CommandLine program) {
    program.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    program.getHelpSectionMap().put(SECTION_KEY_FOOTER, help -> new Usage().render(help));
  }

  /** The same for the suite: how it is started, and its exit codes. */
  static void describeSuite(CommandLine suite) {
    Map<String, String> exitCodes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      exitCodes.put(Integer.toString(code.status()), code.meaning());
    }
    suite
        .getCommandSpec()
        .usageMessage()
        .customSynopsis(COMMAND + " <program> [options]")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes);
  }

  /** Without colours, which a console would show as text, and by the name of the program alone. */
  static String help(CommandLine asked) {
    return asked
        .getUsageMessage(CommandLine.Help.Ansi.OFF)
        .replace("<main class> ", "")
        .stripTrailing();
  }

  /** What is wrong with a command line, and where to read on. */
  static String explain(ParameterException wrong) {
    CommandLine asked = wrong.getCommandLine();
    boolean isSuite = asked.getParent() == null;
    String text = wrong.getMessage().replaceFirst(MAP_ENTRY, "$1 takes $2, not '$3'");
    if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      text = isSuite ? noProgram(word, unmatched) : oneTooMany(word, asked.getCommandSpec());
    }
    return text + " (see " + (isSuite ? "" : asked.getCommandName() + " ") + "--help)";
  }

  private static String noProgram(String word, UnmatchedArgumentException unmatched) {
    List<String> alike = unmatched.getSuggestions();
    if (alike.contains(word)) { // picocli looks for no program there
      return "name the program " + word + " before --";
    }
    return "there is no program '"
        + word
        + "'"
        + (alike.isEmpty() ? "" : "; did you mean " + alike.get(0) + "?");
  }

  private static String oneTooMany(String word, CommandSpec program) {
    String takes =
        program.positionalParameters().stream()
            .map(parameter -> parameter.paramLabel())
            .collect(Collectors.joining(" "));
    return "'"
        + word
        + "' is one argument too many: "
        + program.name()
        + " takes "
        + (takes.isEmpty() ? "options only" : takes)
        + (takes.contains("<input>")
            ? "; for several inputs name their folder, or quote a pattern: 'ids/part-*'"
            : "");
  }

  @Override
  public String render(Help help) {
    int width = help.commandSpec().usageMessage().width();
    for (String line : help.commandSpec().usageMessage().footer()) {
      if (!line.startsWith("  ") && !line.isBlank()) {
        paragraph.addAll(words(line));
        continue;
      }
      endParagraph(width);
      if (line.isBlank()) {
        lines.add("");
      } else {
        String[] parts = line.strip().split("\\s{2,}", 2);
        if (parts.length > 1) {
          wrap(words("# " + parts[1]), width, "  ", "");
        }
        wrap(words(COMMAND + " " + parts[0]), width, "  ", " \\");
      }
    }
    endParagraph(width);
    return String.join("\n", lines) + "\n";
  }

  private void endParagraph(int width) {
    if (!paragraph.isEmpty()) {
      wrap(paragraph, width, "", "");
      paragraph.clear();
    }
  }

  /** Adds lines of words; each but the last one ends with {@code more}. */
  private void wrap(List<String> words, int width, String indent, String more) {
    StringBuilder line = new StringBuilder(indent + words.get(0));
    for (String word : words.subList(1, words.size())) {
      if (line.length() + 1 + word.length() + more.length() > width) {
        lines.add(line + more);
        line.setLength(0);
        line.append(indent).append(more.isEmpty() ? "" : "  ").append(word);
      } else {
        line.append(' ').append(word);
      }
    }
    lines.add(line.toString());
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The suite, and the Hadoop and Java that it runs on. */
  static final class VersionsInUse implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return Recipe.versionsInUse().entrySet().stream()
          .map(version -> version.getKey() + " " + version.getValue())
          .toArray(String[]::new);
    }
  }

  /** A command that prints what is made of the whole suite, and runs nothing. */
  interface Printed {
    String text(CommandLine suite);
  }

  /** What completes programs and options in a shell. */
  @Command(name = "completion", hidden = true, description = "Print a completion script for bash.")
  static final class Completion implements Printed {
    @Override
    public String text(CommandLine suite) {
      return AutoComplete.bash("device-id-jobs", suite);
    }
  }

  /** The help of all programs in the form of {@code man}. */
  @Command(name = "manual", hidden = true, description = "Print a man page of all programs.")
  static final class Manual implements Printed {

    private static final int WIDTH = 72; // man indents it

    @Override
    public String text(CommandLine suite) {
      suite.setUsageHelpWidth(WIDTH);
      StringBuilder page = new StringBuilder(".TH DEVICE\\-ID\\-JOBS 1\n.SH NAME\n");
      page.append("device\\-id\\-jobs \\- MapReduce jobs that check their results\n");
      addSection("SYNOPSIS", suite, page);
      suite.getSubcommands().values().stream()
          .filter(program -> !program.getCommandSpec().usageMessage().hidden())
          .forEach(program -> addSection(program.getCommandName(), program, page));
      return page.toString().stripTrailing();
    }

    private static void addSection(String title, CommandLine asked, StringBuilder page) {
      page.append(".SH ").append(title).append("\n.nf\n");
      for (String line : help(asked).lines().toList()) {
        String shown = line.replace("\\", "\\e").replace("-", "\\-");
        page.append(shown.matches("[.'].*") ? "\\&" : "").append(shown).append('\n');
      }
      page.append(".fi\n");
    }
  }
}
