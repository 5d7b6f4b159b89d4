// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;

/** What stands in a file is no rows, good or bad: no reader can go on behind it. */
public final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1;

  private final long position;

  DamagedFileException(long position, String message) {
    super(message);
    this.position = position;
  }

  /** Where in the file what could not be read begins. */
  public long position() {
    return position;
  }
}
