// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** How long a question to a cluster may take. */
class TimeoutsTest {

  private final Configuration conf = new Configuration(false);

  @Test
  void areTwentySecondsAndTwoUnlessSet() {
    assertThat(Timeouts.of(conf))
        .isEqualTo(new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(2)));

    conf.set("deviceid.timeout.answer", "500ms");
    conf.set("deviceid.timeout.connect", "1s");

    assertThat(Timeouts.of(conf))
        .isEqualTo(new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1)));
    assertThat(Timeouts.hurried(conf).get("ipc.client.connect.timeout")).isEqualTo("1000");
  }

  @Test
  void endAQuestionThatNobodyAnswers() {
    conf.set("deviceid.timeout.answer", "50ms");
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                Timeouts.of(conf)
                    .within(
                        () -> {
                          never.await();
                          return null;
                        }))
        .hasMessage("no answer within 50.0 ms");
  }
}
