// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void tellsFromAWrappedExceptionWhatStoodInTheWay() {
    assertThat(of(new UnknownHostException("nn"))).isEqualTo(Refusal.NAME);
    assertThat(of(new ConnectException("Connection refused"))).isEqualTo(Refusal.CLOSED);
    assertThat(of(new SocketTimeoutException())).isEqualTo(Refusal.SILENT);
    assertThat(of(new SocketException("Network is unreachable"))).isEqualTo(Refusal.SILENT);
    assertThat(of(new SocketException("Connection reset"))).isEqualTo(Refusal.STRANGER);
    assertThat(of(new EOFException())).isEqualTo(Refusal.STRANGER);
  }

  private static Refusal of(IOException cause) {
    return Refusal.of(new IOException(cause));
  }
}
