// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

/**
 * Counters of requests; always {@code REQUESTS_SENT = URLs + REQUESTS_REPEATED} and {@code
 * REQUESTS_ANSWERED + REQUESTS_FAILED = URLs}. The names that the YARN UI shows stand in the
 * properties file beside this class.
 */
public enum Requests {
  /** Requests sent, those sent again among them. */
  REQUESTS_SENT,
  /** Requests sent again after one that failed in a way that may pass. */
  REQUESTS_REPEATED,
  /** URLs that in the end were answered in full, with JSON. */
  REQUESTS_ANSWERED,
  /** URLs that were not. */
  REQUESTS_FAILED,
  /** Bytes of all bodies. */
  ANSWER_BYTES,
  /**
   * Nanoseconds that map threads waited for answers, added up over them; virtual threads are waited
   * for by one.
   */
  WAIT_NANOS,
  /** Threads that waited for answers, over all maps. */
  WAITING_THREADS
}
