// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.util.Locale;

/** How requests share the waiting. */
enum Mode {
  /** One after another, in one map. */
  SYNC,
  /** In the threads of Hadoop's MultithreadedMapper, in one map. */
  THREADS,
  /** All at once from one thread, which waits for all of them. */
  ASYNC,
  /** In a map each, one after another as far as the engine does not run them at once. */
  MAPS,
  /** In a virtual thread each, in one map; needs Java 21. */
  VIRTUAL;

  /** Requests of a map that may be under way at once where no number of threads limits them. */
  static final int IN_FLIGHT = 256;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
