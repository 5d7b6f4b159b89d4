// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;

/**
 * What an output is made by: equal recipes make equal outputs.
 *
 * @param program the program's name
 * @param settings all that decides what the output holds, by option name
 * @param arguments the command line, for people
 */
public record Recipe(String program, SortedMap<String, String> settings, List<String> arguments) {

  public Recipe {
    settings = new TreeMap<>(settings);
    arguments = List.copyOf(arguments);
  }

  /**
   * @param arguments begins with the program's name
   */
  public static Recipe of(List<String> arguments, Map<String, ?> settings) {
    SortedMap<String, String> texts = new TreeMap<>();
    settings.forEach((name, value) -> texts.put(name, value.toString()));
    return new Recipe(arguments.get(0), texts, arguments);
  }

  /** Versions of the suite, Hadoop and Java, by name in the order of the names. */
  public static Map<String, String> versionsInUse() throws IOException {
    Properties own = new Properties();
    try (InputStream in = Recipe.class.getResourceAsStream("version.properties")) {
      own.load(in);
    }
    return new TreeMap<>(
        Map.of(
            "device-id-jobs", own.getProperty("version"),
            "hadoop", VersionInfo.getVersion(),
            "java", System.getProperty("java.version")));
  }

  boolean makesTheSameAs(Recipe other) {
    return program.equals(other.program) && settings.equals(other.settings);
  }

  /** {@code generate, ids=12000000, seed=42}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(program);
    settings.forEach((name, value) -> text.append(", ").append(name).append('=').append(value));
    return text.toString();
  }
}
