// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.cluster.Finding.CheckName;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hadoop.ipc.RemoteException;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void tellsFromAWrappedExceptionWhatStoodInTheWay() {
    assertThat(of(new UnknownHostException("nn"))).isEqualTo(WhyUnreachable.NAME);
    assertThat(of(new ConnectException("Connection refused"))).isEqualTo(WhyUnreachable.CLOSED);
    assertThat(of(new SocketTimeoutException())).isEqualTo(WhyUnreachable.SILENT);
    assertThat(of(new SocketException("Network is unreachable"))).isEqualTo(WhyUnreachable.SILENT);
    assertThat(of(new SocketException("Connection reset"))).isEqualTo(WhyUnreachable.UNCLEAR);
    assertThat(of(new EOFException())).isEqualTo(WhyUnreachable.UNCLEAR);
  }

  @Test
  void knowsWhatADaemonRefuses() {
    String refused = "org.apache.hadoop.security.AccessControlException";
    assertThat(of(new RemoteException(refused, "Superuser privilege is required")))
        .isEqualTo(WhyUnreachable.FORBIDDEN);
    assertThat(of(new RemoteException("java.io.IOException", "disk")))
        .isEqualTo(WhyUnreachable.UNCLEAR);
    Finding finding =
        WhyUnreachable.finding(
            new IOException("a\n\tat b"), CheckName.FILE_SYSTEM, "NameNode", "nn:1", "fs");
    assertThat(finding.value()).isEqualTo("nn:1: it answers with an error: a");
    assertThat(finding.fix()).isEqualTo("see the log of the NameNode; its address is in fs");
  }

  private static WhyUnreachable of(IOException cause) {
    return WhyUnreachable.of(new IOException(cause));
  }
}
