// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownFailureTest {

  @Test
  void eachOfTheTwentyIsSeenByACheckOrSaysWhyNot() {
    assertThat(KnownFailure.ALL)
        .extracting(KnownFailure::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    assertThat(KnownFailure.ALL)
        .allMatch(failure -> !failure.seenBy().isEmpty() || !failure.unseen().isEmpty());
  }
}
