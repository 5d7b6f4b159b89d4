// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.rows.MountedPath;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;

/** Where an output is to be: what it cannot be, and what is there already. */
public final class Destination {

  private Destination() {}

  /**
   * Where an output will be stored, through a mount table if there is one.
   *
   * @throws ProgramException if no mount point leads there, or outputs cannot be published there
   */
  public static Path resolve(Path output, Configuration conf) throws IOException {
    URI named = output.toUri();
    URI store = named.getScheme() == null ? FileSystem.getDefaultUri(conf) : named;
    if (!FsConstants.VIEWFS_SCHEME.equals(store.getScheme())) {
      Publisher.of(store);
    }
    Path target = MountedPath.resolve(output, conf);
    if (!MountedPath.isMountTable(target)) {
      Publisher.of(target.toUri()); // what is mounted may be a store of another kind
      return target;
    }
    ViewFileSystem table = (ViewFileSystem) target.getFileSystem(conf);
    throw ProgramException.wrongUse(
        "output "
            + target
            + " is below no mount point; name one below "
            + Arrays.stream(table.getMountPoints())
                .map(mounted -> mounted.getMountedOnPath().toString())
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  /**
   * Refuses a destination that exists or cannot be: a root, the user's home or what holds it, what
   * lies below a file, or in the staging of another run, which will be deleted.
   *
   * @throws ProgramException if so
   * @throws IOException if it is on an object store that does not answer soon
   */
  static void refuse(FileSystem fs, Path target, Recipe recipe) throws IOException {
    ObjectStore.reach(target, fs.getConf());
    if (target.isRoot()) {
      throw ProgramException.wrongUse("output cannot be the root of " + fs.getUri());
    }
    for (Path home = fs.getHomeDirectory(); home != null; home = home.getParent()) {
      if (home.equals(target)) {
        throw ProgramException.wrongUse(
            "output " + target + " cannot be your home folder or hold it");
      }
    }
    if (Staging.isInOne(target)) {
      throw ProgramException.wrongUse(
          "output " + target + " lies in the staging of another run, which will be deleted");
    }
    Path parent = nearestExisting(fs, target.getParent());
    if (!fs.getFileStatus(parent).isDirectory()) {
      throw ProgramException.wrongUse("output " + target + " lies below the file " + parent);
    }
    if (ObjectStore.isUnpublished(fs, target)) {
      throw claimed(target);
    }
    if (fs.exists(target)) {
      throw existing(fs, target, recipe);
    }
  }

  /** A path, or the nearest one above it that exists; the root does. */
  public static Path nearestExisting(FileSystem fs, Path path) throws IOException {
    List<Path> absent = absent(fs, path);
    return absent.isEmpty() ? path : absent.get(absent.size() - 1).getParent();
  }

  /** A path and what is above it as far as it does not exist, from below. */
  static List<Path> absent(FileSystem fs, Path path) throws IOException {
    List<Path> absent = new ArrayList<>();
    for (Path at = path; !at.isRoot() && !fs.exists(at); at = at.getParent()) {
      absent.add(at);
    }
    return absent;
  }

  /** The refusal of a run that would make the same path again. */
  private static ProgramException existing(FileSystem fs, Path target, Recipe recipe)
      throws IOException {
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

  /** The refusal of a run that came while another one writes, or before its remains are gone. */
  static ProgramException claimed(Path target) {
    return taken(
        "output "
            + target
            + " is being written by another run; if that was killed, remove what it left: doctor --clean "
            + target.getParent(),
        null);
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
