// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.rows.PosixLocalFileSystem;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system, on which something happens once, right before a file is opened or made:
 * what another user does while a job runs, at a moment that a test knows.
 */
public class MeddlingFileSystem extends PosixLocalFileSystem {

  /** Options of a program that let it use this file system. */
  static final String OPTIONS =
      "-Dfs.file.impl=" + MeddlingFileSystem.class.getName() + " -Dfs.file.impl.disable.cache=true";

  /** What another user does. */
  interface Meddling {
    void run() throws IOException;
  }

  private static String name = "";
  private static Meddling meddling = () -> {};
  private static final AtomicInteger COUNTDOWN = new AtomicInteger();

  /** Lets something happen before the file of that name is opened or made for the n-th time. */
  static synchronized void before(String file, int nth, Meddling what) {
    name = file;
    meddling = what;
    COUNTDOWN.set(nth);
  }

  /** Whether it has happened. */
  static boolean fired() {
    return COUNTDOWN.get() <= 0;
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    meddle(file);
    return super.open(file, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    meddle(file);
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static synchronized void meddle(Path file) throws IOException {
    if (file.getName().equals(name) && COUNTDOWN.decrementAndGet() == 0) {
      meddling.run();
    }
  }
}
