// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgramException;
import deviceid.publish.Recipe;
import deviceid.record.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * What a program runs in: its configuration, its console, its command line and its record.
 *
 * @param conf read by the program, and copied into each of its jobs
 * @param arguments the command line without the generic options
 */
public record Session(
    Configuration conf, Console console, List<String> arguments, Recording recording) {

  /** The setting of a job that names its program. */
  public static final String PROGRAM = "deviceid.program";

  /** The prefix of settings that name a job's rows and options. */
  public static final String RECIPE = "deviceid.recipe.";

  public Session {
    arguments = List.copyOf(arguments);
  }

  /** A session without a run record. */
  public Session(Configuration conf, Console console, List<String> arguments) {
    this(conf, console, arguments, Recording.none());
  }

  /**
   * The recipe of the output: its program and options. Every later job of this session carries it
   * in its settings, so that two jobs can be compared.
   */
  public Recipe recipe(Map<String, ?> settings) {
    Recipe recipe = Recipe.of(arguments, settings);
    conf.set(PROGRAM, recipe.program());
    recipe.settings().forEach((name, value) -> conf.set(RECIPE + name, value));
    return recipe;
  }

  /**
   * Runs a job to its end.
   *
   * @throws ProgramException if the job fails
   */
  public JobRun run(Job job) throws IOException, InterruptedException {
    return JobRun.of(job, this);
  }

  /**
   * A path as the user wrote it.
   *
   * @throws ProgramException if Hadoop cannot take it, or it would garble a terminal
   */
  public static Path path(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw ProgramException.wrongUse("a path must not contain control characters");
    }
    try {
      return new Path(text);
    } catch (IllegalArgumentException e) {
      throw ProgramException.wrongUse("'" + text + "' is not a path: " + e.getMessage());
    }
  }
}
