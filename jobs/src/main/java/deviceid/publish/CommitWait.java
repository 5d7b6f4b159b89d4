// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

/**
 * Shortens a task's wait for leave to commit. Hadoop's task asks its ApplicationMaster right after
 * it said that it wants to, and where the master has not yet taken that in, sleeps for a second
 * before it asks again: of the tasks that run inside the master, every other one. Here it is woken
 * after some milliseconds. Only a task in that very sleep is, and none whose commit has begun.
 */
final class CommitWait {

  private static final long MILLIS = 5;

  /** A master that takes longer has a reason: another attempt commits, say. */
  private static final int MOST_LOOKS = 60;

  private final Thread task = Thread.currentThread();
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
      for (int look = 0; look < MOST_LOOKS && !over; look++) {
        wait(MILLIS);
        if (!over && sleeps()) {
          woken = true;
          task.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the task waits as it would without
    }
  }

  private boolean sleeps() {
    StackTraceElement[] stack = task.getStackTrace();
    return stack.length > 1
        && stack[0].getMethodName().equals("sleep")
        && stack[1].getClassName().equals("org.apache.hadoop.mapred.Task")
        && stack[1].getMethodName().equals("commit");
  }
}
