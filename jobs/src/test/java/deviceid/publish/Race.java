// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two threads that stage one output each, meet, and publish onto the same destination. */
public final class Race {

  /** The one file of each output. */
  static final String PART = "part-r-00000";

  private static final List<String> TEXTS = List.of("one\n".repeat(1000), "two\n".repeat(1000));

  private Race() {}

  /**
   * Runs a race and returns the winner's text, which the destination's part must hold. One has to
   * win, and the other to be told that the output is taken.
   */
  public static String winnerOf(Callable<StagedOutput> stage) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService racers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Boolean>> wins =
          racers.invokeAll(
              List.of(
                  () -> publishes(stage, TEXTS.get(0), start),
                  () -> publishes(stage, TEXTS.get(1), start)));
      assertThat(wins.get(0).get()).as("one winner").isNotEqualTo(wins.get(1).get());
      return TEXTS.get(wins.get(0).get() ? 0 : 1);
    } finally {
      racers.shutdown();
    }
  }

  private static boolean publishes(Callable<StagedOutput> stage, String text, CyclicBarrier start)
      throws Exception {
    try (StagedOutput staged = stage.call()) {
      staged.add(PART, text);
      start.await();
      staged.publish();
      return true;
    } catch (ProgramException e) {
      assertThat(e.code()).isEqualTo(ExitCode.OUTPUT_TAKEN);
      return false;
    }
  }
}
