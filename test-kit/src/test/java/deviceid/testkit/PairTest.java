// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.junit.jupiter.api.Test;

class PairTest {

  @Test
  void isFirstAndSecondToo() {
    assertThat(count("to", 2).getFirst()).isEqualTo(new Text("to"));
    assertThat(count("to", 2).getSecond()).isEqualTo(number(2));
    assertThat(count("to", 2)).isEqualTo(count("to", 2)).hasToString("(to, 2)");
  }

  @Test
  void comesInTheOrderOfItsKeysThenOfItsValues() {
    List<Pair<Text, LongWritable>> pairs =
        new ArrayList<>(List.of(count("to", 2), count("be", 3), count("to", 1)));

    Collections.sort(pairs);
    assertThat(pairs).containsExactly(count("be", 3), count("to", 1), count("to", 2));

    pairs.sort(Comparator.comparing(Pair::value));
    assertThat(pairs).containsExactly(count("to", 1), count("to", 2), count("be", 3));
  }

  @Test
  void refusesToCompareWhatHasNoOrder() {
    Pair<Object, Object> pair = new Pair<>(new Object(), new Object());

    assertThatThrownBy(() -> pair.compareTo(new Pair<>(new Object(), new Object())))
        .isInstanceOf(ClassCastException.class);
  }
}
