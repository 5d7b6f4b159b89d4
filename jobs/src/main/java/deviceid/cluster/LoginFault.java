// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import deviceid.cli.ProgramException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Explains why a login with Kerberos failed, by what Java, Hadoop and the daemons say of it.
 *
 * @param why what stands in the way
 * @param fix what to do about it
 */
public record LoginFault(String why, String fix) {

  /**
   * @param seen in the class names and messages of an exception and its causes; what its group
   *     holds, if it has one, ends the reason
   */
  private record Kind(Pattern seen, String why, String fix) {}

  /** What is more special comes first. */
  private static final List<Kind> KINDS =
      List.of(
          kind(
              "(?s)LoginException.*(?:ConnectException|SocketTimeout|PortUnreachable|NoRouteToHost)"
                  + "|Cannot locate KDC|Cannot contact any KDC",
              "the Kerberos server does not answer",
              "start it, or correct kdc in krb5.conf"),
          kind(
              "Can't get Kerberos realm|Cannot locate default realm",
              "Kerberos knows no realm",
              "set default_realm in krb5.conf; -Djava.security.krb5.conf=<file> in"
                  + " HADOOP_CLIENT_OPTS names another file"),
          kind(
              "Clock skew too great",
              "this machine's clock and that of the Kerberos server differ by minutes",
              "set the clock"),
          kind(
              "failure to login: (for principal: \\S+ from keytab \\S+)",
              "Kerberos does not let this user in, ",
              "klist -kt <keytab> shows the principals of a keytab"),
          kind(
              "Server not found in Kerberos database",
              "Kerberos does not know the daemon",
              "use the host name of its principal, which klist shows"),
          kind(
              "server's Kerberos principal name|Server has invalid Kerberos principal",
              "the daemon's principal is not the one of this client's settings",
              "set dfs.namenode.kerberos.principal and yarn.resourcemanager.principal as the"
                  + " cluster has them"),
          kind(
              "Can't get Master Kerberos principal",
              "yarn.resourcemanager.principal is not set",
              "set it as the cluster has it"),
          kind(
              "SIMPLE authentication is not enabled",
              "the cluster asks for Kerberos, and this client's settings do not",
              "set hadoop.security.authentication=kerberos in core-site.xml"),
          kind(
              "fall back to SIMPLE auth",
              "this client's settings ask for Kerberos, and the cluster has none",
              "set hadoop.security.authentication=simple in core-site.xml"),
          kind(
              "Client cannot authenticate via|No valid credentials provided"
                  + "|Failed to find any Kerberos|GSS initiate failed",
              "there is no valid Kerberos ticket",
              "get one with kinit; klist shows those that you have"));

  /** Why a login failed; empty if something else did. */
  public static Optional<LoginFault> of(Throwable thrown) {
    String said =
        ProgramException.causes(thrown)
            .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
            .collect(Collectors.joining("\n"));
    for (Kind kind : KINDS) {
      Matcher found = kind.seen.matcher(said);
      if (found.find()) {
        String detail = found.groupCount() > 0 ? found.group(1) : "";
        return Optional.of(new LoginFault(kind.why + detail, kind.fix));
      }
    }
    return Optional.empty();
  }

  private static Kind kind(String seen, String why, String fix) {
    return new Kind(Pattern.compile(seen), why, fix);
  }
}
