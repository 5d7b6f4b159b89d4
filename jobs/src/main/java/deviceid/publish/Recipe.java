// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
