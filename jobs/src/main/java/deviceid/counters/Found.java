// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.run.JobRecord;
import java.util.List;
import java.util.Map;

/**
 * A job that was looked for.
 *
 * @param environment where the program ran that started it; empty where only the cluster was asked
 */
record Found(JobRecord job, Map<String, String> environment) {

  static List<JobRecord> jobs(List<Found> all) {
    return all.stream().map(Found::job).toList();
  }
}
