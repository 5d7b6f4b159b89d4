// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares Hadoop's versions by their first two numbers. */
final class Versions {

  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+).*");

  private Versions() {}

  /** False also for a version that has no such form. */
  static boolean isBefore(String version, int major, int minor) {
    Matcher form = FORM.matcher(version);
    if (!form.matches()) {
      return false;
    }
    int first = Integer.parseInt(form.group(1));
    return first < major || (first == major && Integer.parseInt(form.group(2)) < minor);
  }
}
