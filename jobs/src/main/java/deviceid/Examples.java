// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/**
 * The end of a program's help: paragraphs are wrapped, and each example becomes a comment and a
 * command that can be pasted as it stands. In: lines of a footer, an example being two blanks, a
 * program with its arguments, two blanks or more, and what it is for. Out: no line wider than the
 * help, unless one word is.
 */
final class Examples implements IHelpSectionRenderer {

  /** What starts the suite, as its user did: {@code scripts/hadoop} tells its own name. */
  static final String COMMAND =
      System.getProperty("deviceid.command", "hadoop jar device-id-jobs.jar");

  /** What is quoted stays on one line. */
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\S)+");

  private final List<String> lines = new ArrayList<>();
  private final List<String> paragraph = new ArrayList<>();

  private Examples() {}

  static IHelpSectionRenderer renderer() {
    return help -> new Examples().render(help);
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
}
