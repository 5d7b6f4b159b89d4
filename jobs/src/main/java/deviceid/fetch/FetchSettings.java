// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * How requests are made, as a job's configuration carries it to its tasks.
 *
 * @param threads of mode threads
 * @param deadlineMillis of one request, headers and body together
 * @param maxBytes of an answer's body
 * @param hosts who may be asked, in lower case
 */
record FetchSettings(Mode mode, int threads, long deadlineMillis, int maxBytes, Set<String> hosts) {

  private static final String MODE = "deviceid.fetch.job.mode";
  private static final String THREADS = "deviceid.fetch.job.threads";
  private static final String DEADLINE = "deviceid.fetch.job.deadline-millis";
  private static final String MAX_BYTES = "deviceid.fetch.job.max-bytes";
  private static final String HOSTS = "deviceid.fetch.job.hosts";

  FetchSettings {
    hosts = Collections.unmodifiableSet(new TreeSet<>(hosts));
  }

  void set(Configuration conf) {
    conf.set(MODE, mode.name());
    conf.setInt(THREADS, threads);
    conf.setLong(DEADLINE, deadlineMillis);
    conf.setInt(MAX_BYTES, maxBytes);
    conf.setStrings(HOSTS, hosts.toArray(String[]::new));
  }

  static FetchSettings of(Configuration conf) {
    return new FetchSettings(
        conf.getEnum(MODE, Mode.SYNC),
        conf.getInt(THREADS, 1),
        conf.getLong(DEADLINE, 0),
        conf.getInt(MAX_BYTES, 0),
        new TreeSet<>(conf.getTrimmedStringCollection(HOSTS)));
  }

  /** By option name, for a manifest. */
  Map<String, Object> named() {
    return Map.of(
        "mode", mode,
        "threads", threads,
        "deadline_ms", deadlineMillis,
        "max-bytes", maxBytes,
        "allow-hosts", String.join(",", hosts));
  }
}
