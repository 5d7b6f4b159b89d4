// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

/**
 * Counters of requests; always {@code REQUESTS_SENT = URLs + REQUESTS_REPEATED} and {@code
 * REQUESTS_ANSWERED + REQUESTS_FAILED = URLs}. The properties file of the same name has the names
 * that the YARN UI shows.
 */
public enum Requests {
  /** Requests sent, including retries. */
  REQUESTS_SENT,
  /** Retries: the connection was refused, or the server failed. */
  REQUESTS_REPEATED,
  /** URLs that ended with a complete answer of JSON. */
  REQUESTS_ANSWERED,
  /** URLs that did not. */
  REQUESTS_FAILED,
  /** Bytes read of all bodies. */
  ANSWER_BYTES,
  /** Nanoseconds that map threads waited for answers; one thread waits for all virtual ones. */
  WAIT_NANOS,
  /** Threads that waited for answers, over all maps. */
  WAITING_THREADS
}
