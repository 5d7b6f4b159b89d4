// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the log and the diagnostics of a failed task, or of a master, say of the cause. */
final class LogLines {

  private static final int LINES = 10;

  /** How a node begins where a process has ended without a word; its exit code comes later. */
  private static final String ENDED_BY_ITSELF = "Exception from container-launch.";

  /**
   * What a master's log holds where no job can run with its cluster's settings, and the way out.
   */
  private static final Map<String, String> KNOWN_CAUSES =
      Map.of(
          "UnsupportedClassVersionError",
          "the containers run a Java older than 17; set JAVA_HOME in yarn.app.mapreduce.am.env,"
              + " mapreduce.map.env and mapreduce.reduce.env to a JDK 17 of the nodes",
          "InaccessibleObjectException",
          "Hadoop 3.3 on Java 17 needs --add-opens=java.base/java.lang=ALL-UNNAMED in"
              + " yarn.app.mapreduce.am.command-opts, mapreduce.map.java.opts and"
              + " mapreduce.reduce.java.opts",
          "ADD_OPENS",
          "the nodes' Hadoop is older than this client's; set"
              + " -Dmapreduce.jvm.add-opens-as-default=false");

  /** How an entry of a log begins. */
  private static final Pattern ENTRY = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d ");

  private static final Pattern EXCEPTION =
      Pattern.compile("^(?:Caused by: )?(?:[a-z]\\w*\\.)+([A-Z]\\w*(?:Exception|Error): .{1,300})");

  private LogLines() {}

  /** A cause that some line of a master's log names, or the last exception in it. */
  static Optional<String> causeIn(List<String> log) {
    return KNOWN_CAUSES.keySet().stream()
        .filter(sign -> log.stream().anyMatch(line -> line.contains(sign)))
        .findFirst()
        .map(KNOWN_CAUSES::get)
        .or(
            () ->
                log.stream()
                    .map(EXCEPTION::matcher)
                    .filter(Matcher::find)
                    .reduce((before, last) -> last)
                    .map(exception -> exception.group(1)));
  }

  /**
   * The last lines but those of an orderly shutdown and of settings, which a log tells as INFO, its
   * entries of several lines too; all of them where there are no others.
   */
  static List<String> telling(List<String> log) {
    List<String> warnings = new ArrayList<>();
    boolean isInfo = false;
    for (String line : log) {
      if (ENTRY.matcher(line).find()) {
        isInfo = line.contains(" INFO ");
      }
      if (!isInfo) {
        warnings.add(line);
      }
    }
    List<String> lines = warnings.isEmpty() ? log : warnings;
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }

  /** What it died of, in one line of its diagnostics, without the time. */
  static String cause(String diagnostics) {
    List<String> lines =
        diagnostics.lines().map(line -> line.replaceFirst("^\\[[-0-9:. ]+]", "")).toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    if (!first.equals(ENDED_BY_ITSELF)) {
      return first;
    }
    return lines.stream()
        .filter(line -> line.startsWith("Container exited with"))
        .map(line -> line.replaceFirst(" Error file:.*", ""))
        .findFirst()
        .orElse(first);
  }

  /** A node frames a log with lines of its own. */
  static List<String> contents(String page) {
    return page.lines()
        .dropWhile(line -> !line.startsWith("LogContents:"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("End of LogType:"))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
