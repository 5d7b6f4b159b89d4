// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.Secrets;
import deviceid.cli.StandardOptions;
import deviceid.compare.CompareSettings;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.util.GenericOptionsParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The front door: a program is a subcommand. In: the command line, with Hadoop's generic options
 * anywhere on it, and {@code deviceid.<program>.<option>} of the configuration as defaults. Out: an
 * exit code and, for a run that does not succeed, one last line.
 */
@Command(
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Usage.VersionsInUse.class,
    description = "Generate, count and sample device IDs with Hadoop MapReduce.",
    commandListHeading = "%nPrograms:%n",
    footer = "%n<program> --help shows options and examples. -D, -conf, -fs and -jt go anywhere.")
public final class Main {

  private static final Map<String, Supplier<Object>> PROGRAMS = programs();
  private static final String STANDARD = "standard";

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // Hadoop numbers parts in its digits
    System.exit(run(args, Console.ofProcess(List.of(args).contains(StandardOptions.DEBUG))));
  }

  /** Runs one program on a console that is no terminal, and returns its exit status. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Console(out, err, List.of(args).contains(StandardOptions.DEBUG)));
  }

  static int run(String[] args, Console console) {
    // HDFS's defaults, if they came later, would have all settings parsed again
    return run(() -> new JobConf(new HdfsConfiguration()), List.of(args), console);
  }

  /** Runs one program with a configuration that is there already. */
  private static int run(Configuration conf, List<String> words, PrintStream out, PrintStream err) {
    return run(() -> conf, words, new Console(out, err, false));
  }

  private static int run(Supplier<Configuration> conf, List<String> args, Console console) {
    try {
      ExitCode code = start(conf, args, console);
      console.flush();
      return code.status();
    } catch (Exception | Error e) {
      Failure failure = Failure.of(e, args);
      console.fail(failure.code(), failure.line(), e);
      return failure.code().status();
    }
  }

  private static ExitCode start(Supplier<Configuration> made, List<String> args, Console console)
      throws Exception {
    Failure.refuseUnreadable(args);
    GenericOptions options = GenericOptions.split(args.toArray(String[]::new));
    List<String> words = options.rest();
    boolean isProgram = !words.isEmpty() && !words.get(0).startsWith("-");
    Configuration conf =
        isProgram ? configure(made.get(), options.generic()) : new Configuration(false);
    CommandLine suite = suite(conf, console, isProgram ? words.get(0) : "");
    CommandLine asked = options.refuseUnknown(parse(suite, words, console), PROGRAMS.keySet());
    if (asked.isUsageHelpRequested()) {
      console.print(Usage.help(asked));
    } else if (asked.isVersionHelpRequested()) {
      console.print(String.join("\n", asked.getCommandSpec().version()));
    } else if (asked == suite) {
      sayHelp(suite, console);
      throw ProgramException.wrongUse("name a program");
    } else if (asked.getCommand() instanceof Usage.Printed page) {
      console.print(page.text(suite(conf, console, "")));
    } else {
      run(asked, conf, args, words, console);
    }
    return ExitCode.DONE;
  }

  /** The command that is asked for: a program, or the suite where none is. */
  private static CommandLine parse(CommandLine suite, List<String> words, Console console) {
    try {
      List<CommandLine> lines = suite.parseArgs(words.toArray(String[]::new)).asCommandLineList();
      return lines.get(lines.size() - 1);
    } catch (CommandLine.UnmatchedArgumentException e) {
      if (e.getCommandLine() == suite) { // there is no such program
        sayHelp(suite, console);
      }
      throw e;
    }
  }

  private static void sayHelp(CommandLine suite, Console console) {
    Usage.help(suite).lines().forEach(line -> console.say("%s", line));
  }

  /**
   * @param args what the run's record calls it
   * @param words the same without generic options
   */
  private static void run(
      CommandLine asked, Configuration conf, List<String> args, List<String> words, Console console)
      throws Exception {
    Program program = asked.getCommand();
    StandardOptions standard = (StandardOptions) asked.getMixins().get(STANDARD);
    console.say("%s", Environment.describe(conf));
    Recording recording =
        program.isRecorded() || standard.record() != null
            ? Recording.begin(asked.getCommandName(), args, standard.record(), conf, console)
            : Recording.none();
    try {
      Engine.prepare(conf, standard.acceptLoss(), console);
      program.run(new Session(conf, console, Secrets.hide(words), recording));
      recording.end(ExitCode.DONE, "");
    } catch (Exception | Error e) { // the hook would take it for an interruption
      Failure failure = Failure.of(e, args);
      recording.end(failure.code(), failure.line());
      throw e;
    }
  }

  private static Configuration configure(Configuration conf, List<String> generic)
      throws IOException {
    try {
      new GenericOptionsParser(conf, generic.toArray(String[]::new));
    } catch (IllegalArgumentException | FileNotFoundException e) {
      throw ProgramException.wrongUse(ProgramException.firstLine(e));
    }
    Secrets.obey(conf);
    return conf;
  }

  /**
   * The suite as a command. Of its subcommands only the one that is named is made, with all its
   * options; where none is, each is, since making all takes as long as a small program.
   */
  static CommandLine suite(Configuration conf, Console console, String named) {
    CommandLine suite = new CommandLine(new Main());
    Map<String, Supplier<Object>> made =
        PROGRAMS.containsKey(named) ? Map.of(named, PROGRAMS.get(named)) : PROGRAMS;
    made.forEach(
        (name, program) -> {
          CommandLine line =
              new CommandLine(program.get()).addMixin(STANDARD, new StandardOptions());
          Usage.describeProgram(line);
          suite.addSubcommand(name, line);
        });
    suite.setDefaultValueProvider(
        argument ->
            argument instanceof OptionSpec option
                ? conf.get(GenericOptions.setting(option))
                : null);
    Usage.describeSuite(suite);
    suite.setUsageHelpWidth(console.width());
    return suite;
  }

  private static Map<String, Supplier<Object>> programs() {
    Map<String, Supplier<Object>> programs = new LinkedHashMap<>();
    programs.put("generate", GenerateDeviceIds::new);
    programs.put("count", () -> new CountByFirstCharacter(Main::run));
    programs.put("rows", CountRows::new);
    programs.put("show", ShowRows::new);
    programs.put("sample", SampleAndCount::new);
    programs.put("memory", CountInMemory::new);
    programs.put("validate", ValidateDeviceIds::new);
    programs.put("counters", CompareCounters::new);
    programs.put("compare", () -> new CompareSettings(Main::run));
    programs.put("fetch", FetchUrls::new);
    programs.put("convert", ConvertDeviceIds::new);
    programs.put("story", () -> new TellStory(Main::run));
    programs.put("doctor", Doctor::new);
    programs.put("completion", Usage.Completion::new);
    programs.put("manual", Usage.Manual::new);
    return programs;
  }
}
