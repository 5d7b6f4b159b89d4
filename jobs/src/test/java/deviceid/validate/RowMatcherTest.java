// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.input.DeviceIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What rows are found to be, of a plan of 3,000 IDs of which a split should hold 1,000 to 2,000.
 */
class RowMatcherTest {

  private static final int IDS = 3_000;
  private static final int FROM = 1_000;
  private static final int TO = 2_000;

  private final List<String> all = Dataset.rows(42, IDS).lines().toList();
  private final List<String> rows = new ArrayList<>(all.subList(FROM, TO));
  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 999, 1_000, 1_001})
  void sayNothingOfTheRightRowsHoweverTheyAreCut(int batch) {
    assertThat(verdicts(FROM, batch)).isEqualTo("1000 valid, 1000 to 2000");
    assertThat(told).isEmpty();
  }

  @Test
  void aLostRowIsMissingAndTheRestIsValid() {
    rows.remove(300);

    assertThat(verdicts(FROM, 500)).isEqualTo("999 valid, 1 missing, 1000 to 2000");
    assertThat(told).containsExactly("LATER 300 1300");
  }

  @Test
  void manyLostRowsTogetherAreMissing() {
    rows.subList(300, 700).clear();

    assertThat(verdicts(FROM, 500)).isEqualTo("600 valid, 400 missing, 1000 to 2000");
    assertThat(told).containsExactly("LATER 300 1300");
  }

  @Test
  void aDoubledRowIsARowTooMany() {
    rows.add(301, rows.get(300));

    assertThat(verdicts(FROM, 500)).isEqualTo("1000 valid, 1 foreign, 1000 to 2000");
    assertThat(told).containsExactly("FOREIGN 301 1301");
  }

  @Test
  void aRowThatIsPutInIsARowTooMany() {
    rows.add(300, "f".repeat(40));

    assertThat(verdicts(FROM, 500)).isEqualTo("1000 valid, 1 foreign, 1000 to 2000");
    assertThat(told).containsExactly("FOREIGN 300 1300");
  }

  @Test
  void aChangedRowIsWrong() {
    rows.set(300, "f".repeat(40));

    assertThat(verdicts(FROM, 500)).isEqualTo("999 valid, 1 wrong, 1000 to 2000");
    assertThat(told).containsExactly("WRONG 300 1300");
  }

  @Test
  void twoRowsThatChangedPlacesAreWrong() {
    Collections.swap(rows, 300, 800);

    assertThat(verdicts(FROM, 600)).isEqualTo("998 valid, 2 wrong, 1000 to 2000");
    assertThat(told).containsExactly("WRONG 300 1300", "WRONG 200 1800");
  }

  @Test
  void rowsThatWereLostBeforeTheSplitMoveItsStartAndAreNotTold() {
    rows.clear();
    rows.addAll(all.subList(FROM + 3, TO + 3));

    assertThat(verdicts(FROM, 600)).isEqualTo("1000 valid, 1003 to 2003");
    assertThat(told).isEmpty();
  }

  @Test
  void rowsOfAnotherSeedAreAllWrong() {
    rows.clear();
    rows.addAll(Dataset.rows(43, IDS).lines().toList());

    assertThat(verdicts(0, 600)).isEqualTo("0 valid, 3000 wrong, 0 to 3000");
  }

  @Test
  void rowsBehindThePlanAreTooMany() {
    rows.addAll(all.subList(TO, IDS));
    rows.add("f".repeat(40));
    rows.add(all.get(5));

    assertThat(verdicts(FROM, 600)).isEqualTo("2000 valid, 2 foreign, 1000 to 3000");
  }

  /** Whatever is done to the rows, none is counted twice or not at all. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyRowAndEveryIdIsCountedOnce(long seed) {
    Random random = new Random(seed);
    for (int change = random.nextInt(20); change > 0; change--) {
      int at = random.nextInt(rows.size());
      switch (random.nextInt(5)) {
        case 0 -> rows.remove(at);
        case 1 -> rows.add(at, rows.get(random.nextInt(rows.size())));
        case 2 -> rows.set(at, all.get(random.nextInt(IDS)));
        case 3 ->
            rows.add(at, Long.toHexString(random.nextLong() | 1L << 63).repeat(3).substring(8));
        default -> Collections.swap(rows, at, random.nextInt(rows.size()));
      }
    }
    RowMatcher matcher = match(FROM + random.nextInt(5), 1 + random.nextInt(1_200));

    assertThat(matcher.valid() + matcher.wrong() + matcher.foreign()).isEqualTo(rows.size());
    assertThat(matcher.valid() + matcher.wrong() + matcher.missing())
        .isEqualTo(matcher.next() - matcher.from());
    assertThat(told.isEmpty()).isEqualTo(matcher.valid() == rows.size() && matcher.missing() == 0);
  }

  static List<Long> seeds() {
    return new Random(5).longs(60).boxed().toList();
  }

  private String verdicts(int start, int batch) {
    RowMatcher matcher = match(start, batch);
    return matcher.valid()
        + " valid, "
        + (matcher.wrong() == 0 ? "" : matcher.wrong() + " wrong, ")
        + (matcher.missing() == 0 ? "" : matcher.missing() + " missing, ")
        + (matcher.foreign() == 0 ? "" : matcher.foreign() + " foreign, ")
        + matcher.from()
        + " to "
        + matcher.next();
  }

  private RowMatcher match(int start, int batch) {
    DeviceIds ids = new DeviceIds(42);
    RowMatcher matcher =
        new RowMatcher(
            ids,
            new RowLocator(ids, IDS),
            IDS,
            start,
            (verdict, row, expected) -> told.add(verdict + " " + row + " " + expected));
    for (int at = 0; at < rows.size(); at += batch) {
      List<String> some = rows.subList(at, Math.min(rows.size(), at + batch));
      byte[] bytes = (String.join("\n", some) + "\n").getBytes(StandardCharsets.US_ASCII);
      matcher.match(bytes, some.size());
    }
    return matcher;
  }
}
