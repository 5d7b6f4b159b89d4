// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of a terminal that tells what is done and how long the rest takes. */
class ProgressBarTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void tellsPaceAndTheTimeThatIsLeft() {
    ProgressBar bar = new ProgressBar("count ids: map", 12_000_000);
    bar.line(0.25, 100 * SECOND, 100);

    assertThat(bar.line(0.5, 102 * SECOND, 100))
        .isEqualTo(
            "count ids: map [##############---------------]"
                + "  50%, 4 s left, 1.50m rows/s, 6,000,000 of 12,000,000");
  }

  @Test
  void leavesOutWhatHasNoRoom() {
    ProgressBar bar = new ProgressBar("count ids: map", 12_000_000);
    bar.line(0.25, 100 * SECOND, 79);

    assertThat(bar.line(0.5, 102 * SECOND, 79))
        .isEqualTo(
            "count ids: map [################-----------------]" + "  50%, 4 s left, 1.50m rows/s");
    assertThat(bar.line(0.5, 102 * SECOND, 39))
        .isEqualTo("count ids: map [########---------]  50%");
  }

  /** What took place before the first figure is no pace, and without one nothing is foretold. */
  @Test
  void foretellsNothingBeforeASecondFigure() {
    ProgressBar bar = new ProgressBar("job", 1_000);

    assertThat(bar.line(0, 10 * SECOND, 79)).endsWith("]   0%, 0 of 1,000");
    assertThat(bar.line(0.5, 20 * SECOND, 79)).endsWith("]  50%, 500 of 1,000");
    assertThat(bar.line(0.75, 21 * SECOND, 79)).contains(" 75%, 1 s left, ");
    assertThat(new ProgressBar("job", 0).line(0.5, 0, 79)).endsWith("]  50%");
  }

  @Test
  void writesALongTimeAsAClockDoes() {
    ProgressBar bar = new ProgressBar("job", 0);
    bar.line(0.1, 0, 79);

    assertThat(bar.line(0.2, 1_000 * SECOND, 79)).endsWith(" 20%, 2:13:20 left");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 20, 39, 40, 60, 79, 200})
  void isNeverWiderThanTheTerminal(int columns) {
    ProgressBar bar = new ProgressBar("a job of a very long name, " + "x".repeat(60), 1L << 60);
    for (int i = 0; i <= 100; i++) {
      assertThat(bar.line(i / 100.0, i * SECOND, columns)).hasSizeLessThanOrEqualTo(columns);
    }
  }

  @Test
  void theLineIsTakenAwayBeforeAnythingElseIsSaid() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, false, 80);

    console.showProgress("bar");
    console.say("line");
    console.say("line");
    console.showProgress("bar");
    console.endProgress();
    console.endProgress();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\rbar\033[K\r\033[Kline\nline\n\rbar\033[K\r\033[K");
  }

  @Test
  void withoutATerminalNothingIsShown() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, false);

    console.showProgress("bar");
    console.endProgress();

    assertThat(err.size()).isZero();
  }
}
