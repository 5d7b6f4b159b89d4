// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgramException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * What a program runs in: its configuration, its console and its command line.
 *
 * @param conf read by the program, and copied into each of its jobs
 * @param arguments the command line without the generic options
 */
public record Session(Configuration conf, Console console, List<String> arguments) {

  public Session {
    arguments = List.copyOf(arguments);
  }

  /**
   * Runs a job to its end.
   *
   * @throws ProgramException if the job fails
   */
  public JobRun run(Job job) throws IOException, InterruptedException {
    return JobRun.of(job, console);
  }

  /**
   * A path as the user wrote it.
   *
   * @throws ProgramException if Hadoop cannot take it, or it would garble a terminal
   */
  public static Path path(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw ProgramException.wrongUse("a path has no control characters");
    }
    try {
      return new Path(text);
    } catch (IllegalArgumentException e) {
      throw ProgramException.wrongUse("'" + text + "' is not a path: " + e.getMessage());
    }
  }
}
