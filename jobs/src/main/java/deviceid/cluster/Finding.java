// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

/**
 * What one check of a machine or cluster found.
 *
 * @param value what is there, as it was read
 * @param fix what to do about it; empty if all is well
 */
public record Finding(Topic topic, Verdict verdict, String value, String fix) {

  /** How much a finding weighs. */
  public enum Verdict {
    PASS,
    /** Jobs run, but not all goes well. */
    WARN,
    /** A job could not run to its end. */
    FAIL,
    /** Not visible from here, or not to this user. */
    SKIP
  }

  public static Finding pass(Topic topic, String value) {
    return new Finding(topic, Verdict.PASS, value, "");
  }

  public static Finding warn(Topic topic, String value, String fix) {
    return new Finding(topic, Verdict.WARN, value, fix);
  }

  public static Finding fail(Topic topic, String value, String fix) {
    return new Finding(topic, Verdict.FAIL, value, fix);
  }

  public static Finding skip(Topic topic, String value, String fix) {
    return new Finding(topic, Verdict.SKIP, value, fix);
  }

  public boolean isPass() {
    return verdict == Verdict.PASS;
  }

  /** The finding as one line. */
  @Override
  public String toString() {
    return topic + ": " + value + (fix.isEmpty() ? "" : "; " + fix);
  }
}
