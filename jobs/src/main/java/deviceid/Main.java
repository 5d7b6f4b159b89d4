// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.ConfigurationDefaults;
import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.GenericOptions;
import deviceid.cli.ProgramException;
import deviceid.cli.Secrets;
import deviceid.cli.StandardOptions;
import deviceid.cli.Terminal;
import deviceid.convert.ConvertDeviceIds;
import deviceid.count.CountByFirstCharacter;
import deviceid.counters.CompareCounters;
import deviceid.doctor.Doctor;
import deviceid.fetch.FetchUrls;
import deviceid.generate.GenerateDeviceIds;
import deviceid.memory.CountInMemory;
import deviceid.record.Environment;
import deviceid.record.Recording;
import deviceid.run.Engine;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.sample.SampleAndCount;
import deviceid.show.CountRows;
import deviceid.show.ShowRows;
import deviceid.story.TellStory;
import deviceid.validate.ValidateDeviceIds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.GenericOptionsParser;
import picocli.CommandLine;

/**
 * The front door: finds a program by name, gives it its options and configuration, and turns what
 * happens into an exit code and at most one line.
 */
public final class Main {

  private static final Map<String, Supplier<Program>> PROGRAMS = programs();

  /** What Hadoop says of paths whose scheme and host do not go together. */
  private static final List<String> NO_PATHS = List.of("Wrong FS", "Incomplete HDFS URI");

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // Hadoop numbers parts in its digits
    boolean debug = List.of(args).contains(StandardOptions.DEBUG);
    System.exit(run(args, new Console(System.out, System.err, debug, Terminal.columns())));
  }

  /** Runs one program on a console that is no terminal, and returns its exit status. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Console(out, err, List.of(args).contains(StandardOptions.DEBUG)));
  }

  private static int run(String[] args, Console console) {
    return status(
        () -> {
          GenericOptions options = GenericOptions.split(args);
          return start(
              List.of(args),
              options.rest(),
              () -> configuration(new JobConf(), options.generic()),
              console);
        },
        console);
  }

  /** Runs one program with a configuration that is there already. */
  private static int run(Configuration conf, List<String> words, PrintStream out, PrintStream err) {
    Console console = new Console(out, err, false);
    return status(
        () -> {
          GenericOptions options = GenericOptions.split(words.toArray(String[]::new));
          return start(
              words, options.rest(), () -> configuration(conf, options.generic()), console);
        },
        console);
  }

  private static int status(Callable<ExitCode> program, Console console) {
    try {
      return program.call().status();
    } catch (Exception e) {
      console.fail(e, line(e));
      return code(e).status();
    }
  }

  /** Makes a configuration, once it is known that a program will run. */
  private interface Settings {
    Configuration make() throws IOException;
  }

  /**
   * @param arguments what the run's record calls it
   * @param words the same without generic options
   */
  private static ExitCode start(
      List<String> arguments, List<String> words, Settings settings, Console console)
      throws Exception {
    if (!words.isEmpty() && List.of("-h", "--help").contains(words.get(0))) {
      console.print(usage());
      return ExitCode.DONE;
    }
    String name = words.isEmpty() ? "" : words.get(0);
    Supplier<Program> supplier = PROGRAMS.get(name);
    if (supplier == null) {
      usage().lines().forEach(text -> console.say("%s", text));
      throw ProgramException.wrongUse(
          name.isEmpty() ? "no program was named" : "there is no program '" + name + "'");
    }
    Program program = supplier.get();
    Configuration conf = settings.make();
    StandardOptions standard = new StandardOptions();
    CommandLine line =
        new CommandLine(program)
            .addMixin("standard", standard)
            .setDefaultValueProvider(new ConfigurationDefaults(conf, name))
            .setUsageHelpWidth(100);
    line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    if (line.isUsageHelpRequested()) {
      console.print(line.getUsageMessage().stripTrailing());
      return ExitCode.DONE;
    }
    console.say("%s", Environment.describe(conf));
    Recording recording =
        program.isRecorded() || standard.record() != null
            ? Recording.begin(name, arguments, standard.record(), conf, console)
            : Recording.none();
    try {
      Engine.prepare(conf, standard.acceptLoss(), console);
      program.run(new Session(conf, console, Secrets.hide(words), recording));
      recording.end(ExitCode.DONE, "");
      return ExitCode.DONE;
    } catch (Exception e) {
      recording.end(code(e), line(e));
      throw e;
    } catch (Error e) { // the hook would take it for an interruption
      recording.end(ExitCode.JOB_FAILED, e.toString());
      throw e;
    }
  }

  private static Configuration configuration(Configuration conf, List<String> generic)
      throws IOException {
    try {
      new GenericOptionsParser(conf, generic.toArray(String[]::new));
    } catch (IllegalArgumentException | FileNotFoundException e) {
      throw ProgramException.wrongUse(line(e));
    }
    return conf;
  }

  private static String usage() {
    StringBuilder text =
        new StringBuilder("usage: hadoop jar device-id-jobs.jar <program> [options]\n");
    PROGRAMS.forEach(
        (name, supplier) -> {
          String[] about =
              new CommandLine(supplier.get()).getCommandSpec().usageMessage().description();
          text.append(String.format("  %-10s %s%n", name, about[0]));
        });
    return text.append(
            "<program> --help shows its options; Hadoop's -D, -conf, -fs, -jt go anywhere")
        .toString();
  }

  private static ExitCode code(Exception e) {
    if (e instanceof ProgramException ended) {
      return ended.code();
    }
    if (e instanceof CommandLine.ParameterException || e instanceof AccessControlException) {
      return ExitCode.WRONG_USE;
    }
    if (NO_PATHS.stream().anyMatch(String.valueOf(e.getMessage())::startsWith)) {
      return ExitCode.WRONG_USE;
    }
    boolean unreachable =
        e instanceof ConnectException
            || e instanceof UnknownHostException
            || e.getCause() instanceof UnknownHostException;
    boolean unknownFileSystem =
        e instanceof UnsupportedFileSystemException
            || e.getCause() instanceof ClassNotFoundException;
    return unreachable || unknownFileSystem ? ExitCode.NOT_READY : ExitCode.JOB_FAILED;
  }

  private static String line(Exception e) {
    if (e instanceof ProgramException) {
      return e.getMessage();
    }
    if (e instanceof CommandLine.ParameterException wrong) {
      return wrong.getMessage() + " (see " + wrong.getCommandLine().getCommandName() + " --help)";
    }
    return ProgramException.firstLine(e);
  }

  private static Map<String, Supplier<Program>> programs() {
    Map<String, Supplier<Program>> programs = new LinkedHashMap<>();
    programs.put("generate", GenerateDeviceIds::new);
    programs.put("count", CountByFirstCharacter::new);
    programs.put("rows", CountRows::new);
    programs.put("show", ShowRows::new);
    programs.put("sample", SampleAndCount::new);
    programs.put("memory", CountInMemory::new);
    programs.put("validate", ValidateDeviceIds::new);
    programs.put("counters", CompareCounters::new);
    programs.put("fetch", FetchUrls::new);
    programs.put("convert", ConvertDeviceIds::new);
    programs.put("story", () -> new TellStory(Main::run));
    programs.put("doctor", Doctor::new);
    return programs;
  }
}
