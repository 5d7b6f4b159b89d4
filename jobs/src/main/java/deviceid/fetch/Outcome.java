// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.input.RequestList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a URL ended, always one of these and never an exception.
 *
 * @param status {@code 200} and other codes of HTTP as they are; else a word, see {@link Status}
 * @param bytes of the last answer's body, as many as were taken
 * @param millis from before the first request to the end of the last
 * @param repeats requests after the first
 * @param delay in milliseconds, as the answer told it; empty if it told none
 */
record Outcome(String status, long bytes, long millis, int repeats, OptionalLong delay) {

  static Outcome of(Answer last, int repeats, long begunNanos) {
    long millis = (System.nanoTime() - begunNanos) / 1_000_000;
    return new Outcome(last.status(), last.bytes(), millis, repeats, last.delay());
  }

  /** Whether it was answered in full, with JSON. */
  boolean isAnswered() {
    return Status.isSuccess(status);
  }

  Delays delays() {
    return delay.isPresent() ? Delays.of(delay.getAsLong()) : Delays.untold();
  }

  /** The line of a result: index, status, delay in seconds, bytes, milliseconds, repeats, URL. */
  String row(String index, String url) {
    String told = delay.isPresent() ? RequestList.seconds(delay.getAsLong()) : "-";
    return String.join(
        "\t", List.of(index, status, told, "" + bytes, "" + millis, "" + repeats, url));
  }
}
