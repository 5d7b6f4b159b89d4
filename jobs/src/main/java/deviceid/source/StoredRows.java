// SPDX-License-Identifier: Apache-2.0
package deviceid.source;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.input.DeviceIds;
import deviceid.publish.Manifest;
import deviceid.publish.ObjectStore;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.DeviceIdInputFormat.Layout;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.JobOutput;
import deviceid.rows.RowVerdicts;
import deviceid.rows.StoredRowReader;
import deviceid.rows.StoredRowReader.AllRows;
import deviceid.rows.StoredRowReader.FirstRows;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * Rows in files. The files are listed and opened once, held against the manifest of their folder,
 * and every row is judged when it is read.
 *
 * @param manifest of a whole folder, unless it is to be ignored
 */
public record StoredRows(
    InputFiles files, RowRules rules, Session session, Optional<Manifest> manifest)
    implements RowSource {

  private static final String AS_THEY_ARE = ". Read the files as they are with --ignore-manifest";

  /**
   * Finds the files of an input.
   *
   * @param input a file, a folder of files, or a glob
   * @throws ProgramException with exit code 2 if {@link InputFiles#find} refuses it, with 5 if it
   *     is an output of ours that is not published
   */
  public static StoredRows find(String input, RowRules rules, Session session)
      throws IOException, InterruptedException {
    if (!rules.isManifestIgnored()) {
      ObjectStore.refuseUnpublished(Session.path(input), session.conf());
    }
    InputFiles files = InputFiles.find(Session.path(input), session.conf());
    Path folder = files.named().get(0);
    boolean whole = files.named().size() == 1 && !files.files().get(0).path().equals(folder);
    Optional<Manifest> manifest = Optional.empty();
    try {
      if (whole && !rules.isManifestIgnored()) {
        manifest = Manifest.read(folder.getFileSystem(session.conf()), folder);
      }
    } catch (ProgramException e) {
      throw new ProgramException(e.code(), e.getMessage() + AS_THEY_ARE, e);
    }
    return new StoredRows(files, rules, session, manifest);
  }

  /** The first rows, good and bad, without a job. */
  public FirstRows readFirst(int wanted) throws IOException {
    Configuration conf = new Configuration(session.conf());
    rules.apply(conf);
    return StoredRowReader.first(files, conf, wanted);
  }

  /** How the files differ from those that the manifest lists, by name and length; empty if not. */
  public List<String> manifestFaults() {
    Map<String, Long> found = new LinkedHashMap<>();
    files.files().forEach(file -> found.put(file.path().getName(), file.bytes()));
    return manifest.map(published -> published.ofInput().faults(found)).orElse(List.of());
  }

  /**
   * Refuses files that are not those of their manifest.
   *
   * @throws ProgramException with exit code 5, naming the first part that differs
   */
  public StoredRows refuseUnlikeManifest() {
    List<String> faults = manifestFaults();
    if (!faults.isEmpty()) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED,
          "dataset %s does not match its manifest: %s".formatted(files.root(), faults.get(0))
              + AS_THEY_ARE);
    }
    return this;
  }

  @Override
  public String name() {
    return files.root().getName();
  }

  @Override
  public Map<String, Object> identity() {
    Map<String, Object> identity = new HashMap<>(files.identity());
    identity.putAll(rules.identity());
    return identity;
  }

  @Override
  public long bytes() {
    return files.bytes();
  }

  @Override
  public void prepare(Path folder) {
    files.notices().forEach(notice -> session.console().say("%s", notice));
  }

  /** For a job that reads each row once and hashes none. */
  @Override
  public void feed(Job job) throws IOException {
    feed(job, Layout.COMBINED);
    Engine.compileQuickly(job);
  }

  /** For a job that does more with its rows, or to which it matters which of them a split holds. */
  public void feed(Job job, Layout layout) throws IOException {
    configure(job);
    DeviceIdInputFormat.feed(job, files, layout);
  }

  /** What any job over these files is set to, whatever its splits. */
  public void configure(Job job) throws IOException {
    DeviceIdInputFormat.setInput(job, files);
    Engine.split(job, files.bytes());
    rules.apply(job.getConfiguration());
    if (files.whyNotFixedWidth().isEmpty()) {
      Engine.allowUberIfSmall(job, files.rows());
    } else if (!files.isCompressed()) {
      Engine.allowUberIfAboutSmall(job, files.bytes() / DeviceIds.ROW_BYTES);
    }
  }

  /**
   * Runs a job to its end.
   *
   * @throws ProgramException if it fails, or if its input changed meanwhile: a better reason than
   *     what that made fail
   */
  @Override
  public JobRun run(Job job, Session session) throws IOException, InterruptedException {
    try {
      JobRun run = session.run(job);
      refuseChanged();
      return run;
    } catch (ProgramException | IOException e) {
      refuseChanged();
      throw e;
    }
  }

  /**
   * Reads all rows in this process, in their order, and judges them.
   *
   * @throws ProgramException with exit code 3 if bad rows are over the limit
   */
  public void read(StoredRowReader.Sink sink) throws IOException, InterruptedException {
    Configuration conf = new Configuration(session.conf());
    rules.apply(conf);
    AllRows all = StoredRowReader.read(files, conf, sink);
    rules.judge(all.counters(), all.badRows(), session.console());
  }

  /** Fails with exit code 5 if the files are not as they were found. */
  public void refuseChanged() throws IOException {
    files.refuseChanged(session.conf());
  }

  @Override
  public void judge(JobRun run, JobOutput output) throws IOException {
    rules.judge(run::count, output.readBadRows(), session.console());
    if (run.count(Ids.IDS_READ) == 0) {
      session.console().say("the input is empty");
    }
    if (run.count(Ids.IDS_UNTERMINATED) > 0) {
      session.console().say("a file ends without a newline; its last row was read and checked");
    }
  }

  @Override
  public List<Check> checks(JobRun run) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal(
            "rows read = rows counted + bad rows",
            () -> run.count(Ids.IDS_READ),
            () -> run.count(Ids.IDS_COUNTED) + RowVerdicts.badRows(run::count)));
    bytesRead(run).ifPresent(checks::add);
    return checks;
  }

  /** That every byte of the input was read; there is no such rule for compressed files. */
  public Optional<Check> bytesRead(JobRun run) {
    return files.isCompressed()
        ? Optional.empty()
        : Optional.of(
            Check.equal(
                "bytes of rows read = bytes of input",
                () -> run.count(Work.BYTES_READ),
                files.bytes()));
  }
}
