// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Hadoop 3.5.0 and Java said when logins failed, each of them seen. */
class LoginFaultTest {

  @ParameterizedTest
  @MethodSource("seen")
  void saysWhatStandsInTheWay(Throwable thrown, String why) {
    assertThat(LoginFault.of(thrown)).map(LoginFault::why).contains(why);
  }

  static Stream<Arguments> seen() {
    String keytab = "failure to login: for principal: somebody from keytab /none ";
    String failed = "Failed on local exception: java.io.IOException: ";
    return Stream.of(
        arguments(
            new AccessControlException("Client cannot authenticate via:[TOKEN, KERBEROS]"),
            "there is no valid Kerberos ticket"),
        arguments(
            new IOException(keytab + "LoginException: Unable to obtain password from user"),
            "Kerberos does not let this user in, for principal: somebody from keytab /none"),
        arguments(
            new IOException(keytab + "LoginException: Connection refused", refused()),
            "the Kerberos server does not answer"),
        arguments(new IOException("Can't get Kerberos realm"), "Kerberos knows no realm"),
        arguments(
            new AccessControlException(
                "SIMPLE authentication is not enabled.  Available:[TOKEN, KERBEROS]"),
            "the cluster asks for Kerberos, and this client's settings do not"),
        arguments(
            new IOException(failed + "Failed to specify server's Kerberos principal name]"),
            "the daemon's principal is not the one of this client's settings"),
        arguments(
            new IOException("Can't get Master Kerberos principal for use as renewer"),
            "yarn.resourcemanager.principal is not set"));
  }

  @Test
  void aRefusalOfAnotherKindIsNone() {
    assertThat(LoginFault.of(new AccessControlException("Permission denied: user=bob"))).isEmpty();
    assertThat(LoginFault.of(new ConnectException("Connection refused"))).isEmpty();
  }

  private static Exception refused() {
    LoginException failed = new LoginException("Connection refused");
    failed.initCause(new ConnectException("Connection refused"));
    return failed;
  }
}
