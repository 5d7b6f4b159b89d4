// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import java.util.Arrays;

/**
 * Sees when the maps of a job on the local runner have ended. No method tells: map progress there
 * is 1 as soon as one map is done. But they run on threads of a known name, which end with the last
 * of them. Maps that were too short to be seen are not known.
 */
final class LocalMaps {

  private static final String THREAD = "LocalJobRunner Map Task Executor";

  private boolean seen;
  private long ended;

  /** Looks once. */
  void look() {
    if (ended == 0) {
      boolean running = areRunning();
      if (seen && !running) {
        ended = System.nanoTime();
      }
      seen |= running;
    }
  }

  /** When they had ended; 0 if that was not seen. */
  long ended() {
    return ended;
  }

  private static boolean areRunning() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 16]; // they may become more meanwhile
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count).anyMatch(thread -> thread.getName().startsWith(THREAD));
  }
}
