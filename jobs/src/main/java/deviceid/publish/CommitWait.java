// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

/**
 * Shortens a task's wait for leave to commit. Hadoop's task asks its ApplicationMaster right after
 * it said that it wants to, and where the master has not yet taken that in, sleeps for a second
 * before it asks again: of the tasks that run inside the master, every other one. Here it is woken
 * after some milliseconds: only where it was just seen in that sleep, with half a second of it
 * left, and never once its commit has begun.
 */
final class CommitWait {

  private static final long MILLIS = 5;

  /**
   * Half a sleep, so that who is seen asleep stays so. A master that takes longer has a reason:
   * another attempt commits, say.
   */
  private static final long MOST_NANOS = 500_000_000;

  private final Thread task = Thread.currentThread();
  private final long begun = System.nanoTime();
  private boolean over;
  private boolean woken;

  private CommitWait() {}

  /** Of the calling thread, which is about to ask. */
  static CommitWait begin() {
    CommitWait wait = new CommitWait();
    Thread watch = new Thread(wait::watch, "wait to commit");
    watch.setDaemon(true);
    watch.start();
    return wait;
  }

  /** Leave was given: from now on nothing interrupts the thread. */
  synchronized void end() {
    over = true;
    notifyAll();
    if (woken) {
      Thread.interrupted(); // of a wake that came as the sleep ended by itself
    }
  }

  private synchronized void watch() {
    try {
      while (!over && isEarly()) {
        wait(MILLIS);
        if (!over && sleeps() && isEarly()) {
          woken = true;
          task.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the task waits as it would without
    }
  }

  private boolean isEarly() {
    return System.nanoTime() - begun < MOST_NANOS;
  }

  /** Whether it is in a method of {@code Thread} that was called by a task's commit. */
  private boolean sleeps() {
    StackTraceElement[] stack = task.getStackTrace();
    int caller = 0;
    while (caller < stack.length && stack[caller].getClassName().equals("java.lang.Thread")) {
      caller++;
    }
    return caller > 0
        && caller < stack.length
        && stack[caller].getClassName().equals("org.apache.hadoop.mapred.Task")
        && stack[caller].getMethodName().equals("commit");
  }
}
