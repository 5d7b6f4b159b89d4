// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Java 21's virtual threads, found at run time: the suite is compiled for Java 17. */
final class VirtualThreads {

  private static final MethodHandle PER_TASK = find();

  private VirtualThreads() {}

  static boolean exist() {
    return PER_TASK != null;
  }

  /** Why there are none. */
  static String absence() {
    return "needs Java 21, this is " + Runtime.version().feature();
  }

  /**
   * A new virtual thread for each task.
   *
   * @throws IllegalStateException if this JVM has none
   */
  static ExecutorService executor() {
    if (!exist()) {
      throw new IllegalStateException(absence());
    }
    try {
      return (ExecutorService) PER_TASK.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // the method declares none
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Executors.class,
              "newVirtualThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
