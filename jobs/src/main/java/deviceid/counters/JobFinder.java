// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.ProgramException;
import deviceid.record.Environment;
import deviceid.record.HistoryFile;
import deviceid.record.JobRecord;
import deviceid.record.RecordedJob;
import deviceid.record.RunRecord;
import deviceid.record.RunRecordReader;
import deviceid.record.RunsFolder;
import deviceid.run.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.mapreduce.JobID;

/**
 * Finds the job that a user means: in, an ID or a record's name; out, all that is recorded of the
 * job. A job that has ended says the same for ever, so records are asked before the cluster.
 */
record JobFinder(RunsFolder runs, Session session) {

  private static final Pattern ID =
      Pattern.compile("(?:job|application)_(local\\d{1,18}|\\d{1,18})_(\\d{1,9})");
  private static final Pattern NUMBERED = Pattern.compile("(.+)#([1-9]\\d{0,5})");

  /**
   * @throws ProgramException if there is no such job, or more than one
   */
  ResolvedJob find(String name) throws IOException {
    Matcher id = ID.matcher(name);
    if (id.matches()) {
      return byId(name.replaceFirst("^application", "job"), name);
    }
    if (name.endsWith(HistoryFile.SUFFIX)) {
      return new ResolvedJob(HistoryFile.read(Session.path(name), session.conf()), Map.of());
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (file(name).isEmpty() && numbered.matches()) {
      return job(record(numbered.group(1)), Integer.parseInt(numbered.group(2)), name);
    }
    RunRecord record = record(name);
    return job(record, record.jobs().size(), name);
  }

  private ResolvedJob byId(String id, String name) throws IOException {
    Optional<ResolvedJob> recorded = inRecords(id);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    if (Environment.isLocal(session.conf()) || id.startsWith("job_local")) {
      throw ProgramException.wrongUse(
          "no record in "
              + runs.path()
              + " has the job "
              + name
              + ", and no cluster can be asked for it");
    }
    return new ResolvedJob(RecordedJob.find(JobID.forName(id), session.conf()), Map.of());
  }

  private Optional<ResolvedJob> inRecords(String id) throws IOException {
    for (Path file : runs.records()) {
      Optional<ResolvedJob> found = inRecord(file, id);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Empty also where the record cannot be read, or has just been removed for newer ones. */
  private static Optional<ResolvedJob> inRecord(Path file, String id) {
    try {
      if (!Files.readString(file).contains('"' + id + '"')) {
        return Optional.empty();
      }
      RunRecord record = RunRecordReader.read(file);
      return record.jobs().stream()
          .filter(job -> job.id().equals(id) && !job.counters().isEmpty())
          .findFirst()
          .map(job -> new ResolvedJob(job, record.environment()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ResolvedJob job(RunRecord record, int number, String name) {
    List<JobRecord> jobs = record.jobs();
    if (number < 1 || number > jobs.size()) {
      throw ProgramException.wrongUse(
          name
              + " does not exist: the run of "
              + record.program()
              + " has "
              + jobs.size()
              + " jobs");
    }
    JobRecord job = jobs.get(number - 1);
    if (job.counters().isEmpty()) {
      throw ProgramException.wrongUse(
          name
              + ": the record has no counters of "
              + job.id()
              + ", which was "
              + job.state()
              + " when it was written");
    }
    return new ResolvedJob(job, record.environment());
  }

  private RunRecord record(String name) throws IOException {
    Path file = file(name).orElseGet(() -> inFolder(name));
    try {
      return RunRecordReader.read(file);
    } catch (IOException e) {
      throw ProgramException.wrongUse(e.getMessage());
    }
  }

  private static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Path inFolder(String name) {
    List<Path> found =
        records().stream().filter(file -> file.getFileName().toString().contains(name)).toList();
    if (found.size() != 1) {
      throw ProgramException.wrongUse(
          "'"
              + name
              + "' is not a job ID or a file; it matches the names of "
              + found.size()
              + " records in "
              + runs.path());
    }
    return found.get(0);
  }

  private List<Path> records() {
    try {
      return runs.records();
    } catch (IOException e) {
      throw ProgramException.wrongUse(runs.path() + " cannot be listed: " + e.getMessage());
    }
  }

  /**
   * A job that was looked for.
   *
   * @param environment where the program ran that started it; empty where only the cluster was
   *     asked
   */
  record ResolvedJob(JobRecord job, Map<String, String> environment) {

    static List<JobRecord> jobs(List<ResolvedJob> all) {
      return all.stream().map(ResolvedJob::job).toList();
    }
  }
}
