// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.util.ShutdownHookManager;

/** Work to do when the process is interrupted, run by Hadoop's manager of shutdown hooks. */
public final class ShutdownHooks {

  private ShutdownHooks() {}

  /**
   * Adds a hook with the time that the configuration gives to each. Without it, the manager would
   * load all of Hadoop's settings again to find the time.
   *
   * @param priority hooks of a higher one come first
   */
  public static void add(Runnable hook, int priority, Configuration conf) {
    long seconds =
        conf.getTimeDuration(
            CommonConfigurationKeysPublic.SERVICE_SHUTDOWN_TIMEOUT,
            CommonConfigurationKeysPublic.SERVICE_SHUTDOWN_TIMEOUT_DEFAULT,
            TimeUnit.SECONDS);
    ShutdownHookManager.get().addShutdownHook(hook, priority, seconds, TimeUnit.SECONDS);
  }

  /** Takes a hook back, unless the hooks are running already. */
  public static void remove(Runnable hook) {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
