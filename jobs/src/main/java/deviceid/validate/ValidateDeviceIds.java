// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static deviceid.cli.RowCount.format;

import deviceid.cli.Console;
import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.publish.TemporaryFolder;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.DeviceIdInputFormat.Layout;
import deviceid.rows.Ids;
import deviceid.rows.JobOutput;
import deviceid.rows.RowVerdicts;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.RowRules;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Regenerates every row of a dataset and compares it with the stored one: in, stored rows and their
 * seed; out, verdicts, the first wrong row of each file, and the exit code.
 *
 * <p>{@code hadoop jar device-id-jobs.jar validate ids}
 */
@Command(
    name = "validate",
    description =
        "Regenerate every row, compare it with the stored one, and print the first wrong rows.",
    footer = {
      "",
      "Parts are read in the order of their names, and rows in the order of the file: the first row",
      "of a part is the ID at which its line of the control file begins, and the row after is the",
      "next ID. 'part-m-00001 row 10,000 (id 510,000, byte 410,000)' is the row 10,000 rows after",
      "the first one of that file; all three numbers count from 0. Exit code 5 if a row is wrong,",
      "missing, too many or cannot be read.",
      "",
      "Examples:",
      "  validate ids                           as its manifest says",
      "  validate ids --seed 42 --ids 12m       without a manifest",
      "  validate rows.txt --duplicates         find duplicates in rows of any origin"
    })
public final class ValidateDeviceIds implements Program {

  private static final int FINDINGS_SHOWN = 20;

  @Parameters(paramLabel = "<dataset>", description = "Stored IDs: a folder of files, or a file.")
  String dataset;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      description = "Seed of the rows, if there is no manifest.")
  Long seed;

  @Option(
      names = "--ids",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "Number of IDs expected, if there is no manifest.")
  Long ids;

  @Option(
      names = "--duplicates",
      description = "Also find duplicate rows; needs neither manifest nor seed.")
  boolean duplicates;

  @Mixin RowRules rules = new RowRules();

  @Override
  public void run(Session session) throws Exception {
    StoredRows rows = StoredRows.find(dataset, rules, session);
    Optional<DatasetPlan> plan = plan(rows);
    if (plan.isEmpty() && !duplicates) {
      throw ProgramException.wrongUse(
          "no manifest tells the seed of input "
              + rows.files().root()
              + ": give --seed and --ids, or --duplicates");
    }
    session.recipe(settings(rows, plan));
    try (TemporaryFolder folder = TemporaryFolder.create(session.conf(), "validate")) {
      List<String> faults = rows.manifestFaults();
      faults.forEach(fault -> session.console().print("manifest: " + fault));
      List<Check> checks = new ArrayList<>();
      if (rows.manifest().isPresent()) {
        checks.add(Check.equal("files that differ from the manifest = none", faults::size, 0));
      }
      if (plan.isPresent()) {
        checks.addAll(compare(rows, plan.get(), folder, session));
      }
      if (duplicates) {
        checks.addAll(FindDuplicates.search(rows, folder.path("duplicates"), session));
      }
      Check.all(checks, session);
    }
  }

  /** What the rows should be; empty if nothing says so. */
  private Optional<DatasetPlan> plan(StoredRows rows) {
    if ((seed == null) != (ids == null)) {
      throw ProgramException.wrongUse("give both --seed and --ids, or neither");
    }
    return seed == null
        ? rows.manifest().flatMap(manifest -> DatasetPlan.of(manifest, rows.files()))
        : Optional.of(DatasetPlan.of(seed, ids, rows.files()));
  }

  private static Map<String, Object> settings(StoredRows rows, Optional<DatasetPlan> plan) {
    Map<String, Object> settings = new HashMap<>(rows.identity());
    plan.ifPresent(
        wanted -> {
          settings.put("seed", Seed.format(wanted.seed()));
          settings.put("ids", wanted.ids());
        });
    return settings;
  }

  private List<Check> compare(
      StoredRows rows, DatasetPlan plan, TemporaryFolder folder, Session session)
      throws IOException, InterruptedException {
    Console console = session.console();
    console.say(
        "validate: %s ids, seed %s, %d files",
        format(plan.ids()), Seed.format(plan.seed()), rows.files().files().size());
    Path planFile = folder.write("plan.txt", plan.write());
    Path found = folder.path("findings");
    JobRun run = rows.run(createJob(session.conf(), rows, planFile, plan, found), session);
    printFindings(JobOutput.of(found, session.conf()), console);
    long read = run.count(Ids.IDS_READ);
    console.print(
        "validated  %s rows in %d maps: %s".formatted(format(read), run.maps(), run.pace(read)));
    return checks(plan, rows, run);
  }

  /** Prints bad rows and the first lines that the reducers of a job wrote. */
  static void printFindings(JobOutput output, Console console) throws IOException {
    output.readBadRows().lines().forEach(line -> console.print("bad row: " + line));
    long lines = output.readFirstLines("part-r-", FINDINGS_SHOWN, console::print);
    if (lines > FINDINGS_SHOWN) {
      console.print("and " + format(lines - FINDINGS_SHOWN) + " more");
    }
  }

  /** A job that compares stored rows with a plan, not yet submitted; its findings go to data. */
  static Job createJob(
      Configuration conf, StoredRows rows, Path planFile, DatasetPlan plan, Path data)
      throws IOException {
    Job job = Job.getInstance(conf, "validate " + RowCount.abbreviate(plan.ids()));
    job.setJarByClass(ValidateDeviceIds.class);
    job.getConfiguration().set(ValidateMapper.PLAN, planFile.toString());
    rows.feed(job, Layout.PLAIN);
    DeviceIdInputFormat.acceptAnyCharacters(job.getConfiguration());
    job.setMapperClass(ValidateMapper.class);
    job.setMapOutputKeyClass(Text.class);
    job.setMapOutputValueClass(Text.class);
    job.setReducerClass(CoverageReducer.class);
    job.setNumReduceTasks(1);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(NullWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, data);
    return job;
  }

  /** What must hold of a dataset, and of the counters that say so. */
  private static List<Check> checks(DatasetPlan plan, StoredRows rows, JobRun run) {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.equal("ids valid = ids of the plan", count(run, Ids.IDS_VALID), plan.ids()));
    checks.add(Check.equal("ids wrong = none", count(run, Ids.IDS_WRONG), 0));
    checks.add(Check.equal("ids missing = none", count(run, Ids.IDS_MISSING), 0));
    checks.add(Check.equal("ids foreign = none", count(run, Ids.IDS_FOREIGN), 0));
    checks.add(rows.rules().check(run));
    checks.add(
        Check.equal("splits that could not be read = none", count(run, Work.UNREADABLE_SPLITS), 0));
    checks.add(
        Check.equal(
            "rows read = valid + wrong + foreign + bad",
            count(run, Ids.IDS_READ),
            () ->
                run.count(Ids.IDS_VALID)
                    + run.count(Ids.IDS_WRONG)
                    + run.count(Ids.IDS_FOREIGN)
                    + RowVerdicts.badRows(run::count)));
    checks.add(
        Check.equal(
            "ids of the plan = valid + wrong + missing",
            plan::ids,
            () ->
                run.count(Ids.IDS_VALID) + run.count(Ids.IDS_WRONG) + run.count(Ids.IDS_MISSING)));
    rows.bytesRead(run).ifPresent(checks::add);
    return checks;
  }

  private static LongSupplier count(JobRun run, Enum<?> name) {
    return () -> run.count(name);
  }
}
