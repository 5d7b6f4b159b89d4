// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import java.util.Locale;

/**
 * What one check of a machine or cluster found.
 *
 * @param value what is there, as it was read
 * @param fix what to do about it; empty if all is well
 */
public record Finding(Topic topic, Verdict verdict, String value, String fix) {

  /** How much a finding weighs. */
  public enum Verdict {
    OK,
    /** Jobs run, but not all goes well. */
    WARNING,
    /** A job could not run to its end. */
    FAILS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Finding ok(Topic topic, String value) {
    return new Finding(topic, Verdict.OK, value, "");
  }

  public static Finding warning(Topic topic, String value, String fix) {
    return new Finding(topic, Verdict.WARNING, value, fix);
  }

  public static Finding fails(Topic topic, String value, String fix) {
    return new Finding(topic, Verdict.FAILS, value, fix);
  }

  public boolean isOk() {
    return verdict == Verdict.OK;
  }

  /** The finding as one line. */
  @Override
  public String toString() {
    return topic + ": " + value + (fix.isEmpty() ? "" : "; " + fix);
  }
}
