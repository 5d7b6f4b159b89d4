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

class WhyUnreachableTest {

  @Test
  void tellsFromAWrappedExceptionWhatStoodInTheWay() {
    assertThat(of(new UnknownHostException("nn"))).isEqualTo(WhyUnreachable.NAME);
    assertThat(of(new ConnectException("Connection refused"))).isEqualTo(WhyUnreachable.CLOSED);
    assertThat(of(new SocketTimeoutException())).isEqualTo(WhyUnreachable.SILENT);
    assertThat(of(new SocketException("Network is unreachable"))).isEqualTo(WhyUnreachable.SILENT);
    assertThat(of(new SocketException("Connection reset"))).isEqualTo(WhyUnreachable.STRANGER);
    assertThat(of(new EOFException())).isEqualTo(WhyUnreachable.STRANGER);
  }

  private static WhyUnreachable of(IOException cause) {
    return WhyUnreachable.of(new IOException(cause));
  }
}
