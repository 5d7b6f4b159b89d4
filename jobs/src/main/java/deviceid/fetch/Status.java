// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What a request's end is called: the code of an answer that came in full, else a word. The words
 * follow from what was seen, not from what exceptions say in their messages.
 */
final class Status {

  /** Not asked: this task's own look at the URL refused it. */
  static final String BLOCKED = "blocked";

  /** Answered with a code from 300 to 399; not followed. */
  static final String REDIRECT = "redirect";

  /** Answered with success and a body that is no JSON. */
  static final String NOT_JSON = "not-json";

  /** The body is longer than allowed; the rest was not taken. */
  static final String TOO_LARGE = "too-large";

  /** Not over when the deadline came, headers and body together. */
  static final String TIMEOUT = "timeout";

  /** The connection ended after the headers, before the body's end. */
  static final String EARLY_END = "early-end";

  /**
   * The connection was made and ended without headers, twice: the JDK's client sends a GET once
   * more by itself then, which nothing switches off, and {@link Requests} do not see it.
   */
  static final String RESET = "reset";

  static final String REFUSED = "refused";
  static final String UNKNOWN_HOST = "unknown-host";
  static final String TLS = "tls";
  static final String NOT_HTTP = "not-http";

  private Status() {}

  /** Of an answer that came in full, JSON or not. */
  static String of(int code) {
    return code >= 300 && code < 400 ? REDIRECT : Integer.toString(code);
  }

  static boolean isSuccess(String status) {
    return status.matches("2[0-9][0-9]");
  }

  /** Whether another try may end otherwise: no connection was made, or the server failed. */
  static boolean mayPass(String status) {
    return status.equals(REFUSED) || status.matches("5[0-9][0-9]");
  }

  /**
   * @param headers whether the answer's headers had come
   */
  static String of(Throwable failure, boolean headers) {
    if (has(failure, TimeoutException.class) || has(failure, HttpTimeoutException.class)) {
      return TIMEOUT;
    }
    if (headers) {
      return EARLY_END;
    }
    if (has(failure, UnresolvedAddressException.class)
        || has(failure, UnknownHostException.class)) {
      return UNKNOWN_HOST;
    }
    if (has(failure, ConnectException.class)) {
      return REFUSED;
    }
    if (has(failure, SSLException.class)) {
      return TLS;
    }
    return has(failure, ProtocolException.class) ? NOT_HTTP : RESET;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
