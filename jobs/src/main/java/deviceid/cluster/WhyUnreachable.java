// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import deviceid.cluster.Finding.CheckName;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hadoop.security.AccessControlException;

/** Why a daemon could not be asked, told from the exception of its client. */
public enum WhyUnreachable {
  NAME("its host name is unknown", "correct the name, or add it to DNS or /etc/hosts"),
  CLOSED("nothing listens there", "start the %s, or correct its address in %s"),
  SILENT(
      "no answer",
      "see whether the %s hangs, a firewall drops packets, or the address in %s is another's"),
  FORBIDDEN("it refuses this user", "ask for access to the %s of %s"),
  STRANGER(
      "what listens there is no %s",
      "another service has the port: see who (ss -ltnp), and move the %s to a free port in %s");

  private final String finding;
  private final String fix;

  WhyUnreachable(String finding, String fix) {
    this.finding = finding;
    this.fix = fix;
  }

  /** Tells from an exception, which may be wrapped, what stood in the way. */
  public static WhyUnreachable of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return NAME;
      }
      if (cause instanceof SocketTimeoutException
          || cause instanceof NoRouteToHostException
          || isUnreachable(cause)
          || cause instanceof Timeouts.NoAnswer) {
        return SILENT;
      }
      if (cause instanceof ConnectException) {
        return CLOSED;
      }
      if (cause instanceof AccessControlException) {
        return FORBIDDEN;
      }
    }
    return STRANGER;
  }

  /** Java has no class of its own for a network without a route. */
  private static boolean isUnreachable(Throwable cause) {
    return cause instanceof SocketException
        && String.valueOf(cause.getMessage()).contains("Network is unreachable");
  }

  /**
   * The finding that a daemon cannot be asked.
   *
   * @param setting where its address stands
   */
  public Finding finding(CheckName topic, String daemon, String address, String setting) {
    return Finding.fail(
        topic,
        address + ": " + String.format(Locale.ROOT, finding, daemon),
        String.format(Locale.ROOT, fix, daemon, setting));
  }
}
