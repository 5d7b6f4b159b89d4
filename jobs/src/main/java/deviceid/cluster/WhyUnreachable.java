// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import deviceid.cli.ProgramException;
import deviceid.cluster.Finding.CheckName;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RpcException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.thirdparty.protobuf.InvalidProtocolBufferException;

/** Explains why a daemon did not answer, from the exception of its client. */
public enum WhyUnreachable {
  NAME("its host name is unknown", "correct the name, or add it to DNS or /etc/hosts"),
  CLOSED("nothing listens there", "start the %s, or correct its address in %s"),
  SILENT(
      "no answer in time",
      "the %s is slow or hangs, a firewall drops packets, or the address in %s is another's"),
  FORBIDDEN("it refuses this user", "ask for access to the %s of %s"),
  /** What answers speaks another protocol. */
  STRANGER(
      "what listens there is no %s",
      "another service has the port: see who (ss -ltnp), or correct the address in %2$s"),
  /** It answered with an error, or in a way that tells nothing. */
  UNCLEAR("it answers with an error", "see the log of the %s; its address is in %s");

  private final String finding;
  private final String fix;

  WhyUnreachable(String finding, String fix) {
    this.finding = finding;
    this.fix = fix;
  }

  /** Tells from an exception, which may be wrapped, what stood in the way. */
  public static WhyUnreachable of(Throwable thrown) {
    for (Throwable cause : ProgramException.causes(thrown).toList()) {
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
      if (cause instanceof AccessControlException || isForbidden(cause)) {
        return FORBIDDEN;
      }
      if (cause instanceof RpcException || cause instanceof InvalidProtocolBufferException) {
        return STRANGER;
      }
    }
    return UNCLEAR;
  }

  /** A daemon's own refusal, which some clients pass on as they got it. */
  private static boolean isForbidden(Throwable cause) {
    return cause instanceof RemoteException remote
        && remote.unwrapRemoteException() instanceof AccessControlException;
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
  public static Finding finding(
      Throwable thrown, CheckName topic, String daemon, String address, String setting) {
    Optional<LoginFault> login = LoginFault.of(thrown);
    if (login.isPresent()) {
      return Finding.fail(topic, address + ": " + login.get().why(), login.get().fix());
    }
    WhyUnreachable refusal = of(thrown);
    return Finding.fail(
        topic,
        address
            + ": "
            + String.format(Locale.ROOT, refusal.finding, daemon)
            + (refusal == UNCLEAR ? ": " + ProgramException.firstLine(thrown) : ""),
        String.format(Locale.ROOT, refusal.fix, daemon, setting));
  }
}
