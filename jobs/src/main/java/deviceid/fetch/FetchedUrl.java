// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.input.RequestList;
import java.util.OptionalLong;

/**
 * One URL and how it ended: a line of {@code rows.tsv}.
 *
 * @param index place in the list, from 1
 * @param status the HTTP code of a complete answer, otherwise a word that {@link Fetcher} chooses
 * @param delay in milliseconds, as the answer reports it; empty if it reports none
 * @param bytes read of the last answer's body
 * @param millis from before the first request to the end of the last
 * @param retries requests after the first
 */
record FetchedUrl(
    long index,
    String status,
    OptionalLong delay,
    long bytes,
    long millis,
    int retries,
    String url) {

  /** No request was sent: the task itself checked the URL and refused it. */
  static final String BLOCKED = "blocked";

  static final String REFUSED = "refused";

  /** Of a line. */
  static final int FIELDS = 7;

  /** Whether a complete answer with JSON came. */
  boolean isAnswered() {
    return isSuccess(status);
  }

  static boolean isSuccess(String status) {
    return status.matches("2[0-9][0-9]");
  }

  /** Whether another request may end otherwise: nobody listened, or the server failed. */
  boolean isWorthARetry() {
    return status.equals(REFUSED) || status.matches("5[0-9][0-9]");
  }

  int requests() {
    return status.equals(BLOCKED) ? 0 : 1 + retries;
  }

  /** The fields between tabs, the delay in seconds. */
  String line() {
    String seconds = delay.isPresent() ? RequestList.seconds(delay.getAsLong()) : "-";
    return String.join(
        "\t", "" + index, status, seconds, "" + bytes, "" + millis, "" + retries, url);
  }
}
