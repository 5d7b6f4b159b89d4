// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a program leaves behind, finished or not: {@link RunRecordWriter} writes it as
 * JSON and {@link RunRecordReader} reads it. Secrets are not in it.
 *
 * @param arguments the command line, with the generic options
 * @param environment where it ran, by name, in reading order
 * @param versions of the suite, Hadoop and Java
 * @param jobs in the order in which they were submitted
 * @param end absent while the program runs, and where it was killed
 */
public record RunRecord(
    String program,
    List<String> arguments,
    Instant started,
    Map<String, String> environment,
    Map<String, String> versions,
    List<JobRecord> jobs,
    List<CheckResult> checks,
    Optional<End> end) {

  public RunRecord {
    arguments = List.copyOf(arguments);
    environment = new LinkedHashMap<>(environment);
    versions = new LinkedHashMap<>(versions);
    jobs = List.copyOf(jobs);
    checks = List.copyOf(checks);
  }

  /** The record of a run that begins now. */
  static RunRecord begun(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      Map<String, String> versions) {
    return new RunRecord(
        program,
        arguments,
        Instant.now(),
        environment,
        versions,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** This record with what is known by now. */
  RunRecord with(List<JobRecord> jobs, List<CheckResult> checks, Optional<End> end) {
    return new RunRecord(program, arguments, started, environment, versions, jobs, checks, end);
  }

  /**
   * A check and what came of it.
   *
   * @param left as it was printed; empty if it could not be had, and then {@code right} says why
   */
  public record CheckResult(String rule, String left, String right, boolean passed) {

    /** {@code a = b: 1: PASS} or {@code a = b: found 1, expected 2: FAIL}. */
    @Override
    public String toString() {
      String found = passed || left.isEmpty() ? "" : "found " + left + ", expected ";
      return rule + ": " + found + right + (passed ? ": PASS" : ": FAIL");
    }
  }

  /**
   * How the program ended.
   *
   * @param nanos since it started, on its monotonic clock
   * @param status the exit status
   * @param line why it failed; empty if it did not
   */
  public record End(Instant at, long nanos, int status, String line) {}
}
