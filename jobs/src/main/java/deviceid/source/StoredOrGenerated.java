// SPDX-License-Identifier: Apache-2.0
package deviceid.source;

import deviceid.cli.ProgramException;
import deviceid.input.GenerationPlan;
import deviceid.run.Session;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The rows that a program works on, and the folder it makes: {@code <input> <output>}, or {@code
 * --lazy <output>} and what generate takes to say how many.
 */
public final class StoredOrGenerated {

  @Parameters(
      index = "0",
      paramLabel = "<input>",
      description = "Stored IDs: a file, a folder of files, or a glob; none with --lazy.")
  String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<output>",
      description = "Folder to create; it must not exist.")
  String second;

  @Option(names = "--lazy", description = "Generate the rows where they are read; store nothing.")
  boolean lazy;

  @Mixin PlanOptions plan = new PlanOptions();

  /**
   * The folder to make.
   *
   * @throws ProgramException if there is a path too many or too few, or an option for other rows
   */
  public String output() {
    if (lazy && second != null) {
      throw ProgramException.wrongUse("--lazy has no input; name the output alone");
    }
    if (!lazy && second == null) {
      throw ProgramException.wrongUse("Missing required parameter: '<output>'");
    }
    if (!lazy && plan.isGiven()) {
      throw ProgramException.wrongUse(
          "--ids, --ids-per-core, --control and --cores apply to --lazy only");
    }
    return lazy ? first : second;
  }

  /** Whether the rows are to be generated. */
  public boolean isLazy() {
    return lazy;
  }

  /** The stored rows; only where {@link #isLazy} is false. */
  public String input() {
    return first;
  }

  /**
   * The rows to generate.
   *
   * @throws ProgramException if the options exclude each other or a number is out of bounds
   */
  public GenerationPlan plan(Session session) throws IOException {
    return plan.make(session);
  }
}
