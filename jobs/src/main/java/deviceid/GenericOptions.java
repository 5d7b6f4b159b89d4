// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.ProgramException;
import deviceid.cluster.Timeouts;
import deviceid.compare.CompareSettings;
import deviceid.record.RunsFolder;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command line with Hadoop's generic options taken out. Hadoop's own parser stops at the first
 * positional argument and says nothing; here they may stand anywhere, up to {@code --}.
 *
 * @param generic the generic options with their values, as {@code GenericOptionsParser} takes them
 * @param rest everything else, in order
 */
record GenericOptions(List<String> generic, List<String> rest) {

  private static final Set<String> WITH_VALUE =
      Set.of("-D", "-conf", "-fs", "-jt", "-files", "-libjars", "-archives");

  private static final String OURS = "deviceid.";
  private static final Set<String> SUITE =
      Set.of(RunsFolder.SETTING, Timeouts.ANSWER, Timeouts.CONNECT);

  /**
   * @throws ProgramException if the last option lacks its value, a -D has no '=', or a -conf cannot
   *     be read
   */
  static GenericOptions split(String[] args) {
    List<String> generic = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--")) {
        rest.addAll(List.of(args).subList(i, args.length));
        break;
      }
      if (args[i].equals(CompareSettings.VARY) && i + 1 < args.length) {
        rest.add(args[i]);
        rest.add(args[++i]); // options of another command line
      } else if (WITH_VALUE.contains(args[i])) {
        if (i + 1 == args.length) {
          throw ProgramException.wrongUse(args[i] + " needs a value");
        }
        generic.add(args[i]);
        generic.add(checked(args[i], args[++i]));
      } else if (args[i].startsWith("-D")) {
        generic.add("-D");
        generic.add(checked("-D", args[i].substring(2)));
      } else {
        rest.add(args[i]);
      }
    }
    return new GenericOptions(List.copyOf(generic), List.copyOf(rest));
  }

  /** The setting that gives an option its value where the command line does not. */
  static String setting(OptionSpec option) {
    return OURS + option.command().name() + "." + option.longestName().replaceFirst("^-+", "");
  }

  /**
   * Refuses settings of ours that set nothing, and returns the command. Those of other programs are
   * for the programs that it starts.
   *
   * @param asked with all its options
   */
  CommandLine refuseUnknown(CommandLine asked, Set<String> programs) {
    for (int i = 1; i < generic.size(); i += 2) {
      String name = generic.get(i).split("=", 2)[0];
      if (generic.get(i - 1).equals("-D")
          && name.startsWith(OURS)
          && !isKnown(name, asked, programs)) {
        throw ProgramException.wrongUse(
            "there is no setting " + name + "; deviceid.PROGRAM.OPTION sets a program's option");
      }
    }
    return asked;
  }

  private static boolean isKnown(String name, CommandLine asked, Set<String> programs) {
    String program = name.split("\\.", -1)[1];
    return SUITE.contains(name)
        || (programs.contains(program) && !program.equals(asked.getCommandName()))
        || asked.getCommandSpec().options().stream()
            .map(GenericOptions::setting)
            .anyMatch(name::equals);
  }

  private static String checked(String option, String value) {
    if (option.equals("-D") && value.indexOf('=') < 1) {
      throw ProgramException.wrongUse("-D takes name=value, not '" + value + "'");
    }
    if (option.equals("-conf") && !canRead(value)) {
      throw ProgramException.wrongUse(
          "-conf " + value + " cannot be read"); // Hadoop would ignore it
    }
    return value;
  }

  private static boolean canRead(String path) {
    try {
      File file = new File(new Path(path).toUri().getPath());
      return file.canRead() && !file.isDirectory();
    } catch (IllegalArgumentException e) { // no path at all, say an empty one
      return false;
    }
  }
}
