// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What is said of a destination that exists: most of all, whether the work is done already. */
final class ExistingOutput {

  private ExistingOutput() {}

  /** The refusal of a run that would make the same path again. */
  static ProgramException refusal(FileSystem fs, Path target, Recipe recipe) throws IOException {
    String why;
    try {
      why = describe(fs, target, recipe);
    } catch (IOException | ProgramException e) { // no reason to say less than that it exists
      why = "it is never replaced; its manifest cannot be used: " + e.getMessage();
    }
    return taken("output " + target + " exists: " + why, null);
  }

  /** The refusal of a run that lost a race after its work was done. */
  static ProgramException lost(Path target, Throwable cause) {
    return taken("output " + target + " exists: another run published it first", cause);
  }

  private static String describe(FileSystem fs, Path target, Recipe recipe) throws IOException {
    if (!fs.getFileStatus(target).isDirectory()) {
      return "it is a file, and never replaced";
    }
    Optional<Manifest> manifest = Manifest.read(fs, target);
    if (manifest.isEmpty()) {
      return "it is never replaced";
    }
    Optional<String> fault = manifest.get().fault(fs, target);
    if (fault.isPresent()) {
      return "it is never replaced, and is not as it was published: " + fault.get();
    }
    return manifest.get().recipe().makesTheSameAs(recipe)
        ? "already done: its "
            + manifest.get().files().size()
            + " files have the names and lengths of its manifest (contents not read)"
        : "it is never replaced; it was made by " + manifest.get().recipe();
  }

  private static ProgramException taken(String message, Throwable cause) {
    return new ProgramException(ExitCode.OUTPUT_TAKEN, message, cause);
  }
}
