// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One trial of one fault: first what shows that it fired, then its outcome against a reference made
 * without the jobs, then a line of a table on stdout. It fails if the fault did not fire, and
 * judges no outcome before that is shown: a trial without its fault proves nothing.
 */
final class Trial {

  /** Rows that are not there, are there too often, or are there and were never made. */
  record Damage(long lost, long doubled, long altered) {

    static Damage between(Map<String, Long> found, Map<String, Long> reference) {
      long missing = 0;
      long doubled = 0;
      for (Map.Entry<String, Long> row : reference.entrySet()) {
        long more = found.getOrDefault(row.getKey(), 0L) - row.getValue();
        missing += Math.max(0, -more);
        doubled += Math.max(0, more);
      }
      long altered = 0;
      for (Map.Entry<String, Long> row : found.entrySet()) {
        altered += reference.containsKey(row.getKey()) ? 0 : row.getValue();
      }
      return new Damage(Math.max(0, missing - altered), doubled, altered);
    }

    @Override
    public String toString() {
      return lost + "/" + doubled + "/" + altered;
    }
  }

  private static final Damage NONE = new Damage(0, 0, 0);

  private final String fault;
  private final List<String> proofs = new ArrayList<>();

  Trial(String fault) {
    this.fault = fault;
  }

  /** Fails the trial unless {@code proof} was seen. */
  Trial fired(String proof, boolean seen) {
    assertThat(seen).as("%s: the fault did not fire, no sign of: %s", fault, proof).isTrue();
    proofs.add(proof);
    return this;
  }

  /** Fails the trial unless a count that only the fault explains is as expected. */
  Trial fired(String name, long value, long expected) {
    assertThat(value)
        .as("%s: the fault did not fire as planted: %s", fault, name)
        .isEqualTo(expected);
    proofs.add(name + " " + value);
    return this;
  }

  /** The outcome is every row of the reference, once and in its order. */
  void publishes(String rows, String reference) {
    Damage damage = judge(tally(rows), tally(reference));
    assertThat(rows.equals(reference)).as("%s: the rows are in order", fault).isTrue();
    print("published whole", damage);
  }

  /** The outcome is exactly the counts of the reference. */
  void publishes(Map<String, Long> counts, Map<String, Long> reference) {
    Damage damage = judge(counts, reference);
    assertThat(counts).isEqualTo(reference);
    print("counted exactly", damage);
  }

  /** The outcome is a failure that left nothing of what it was to publish, nor anything beside. */
  void leavesNothing(List<String> names) {
    requireProof();
    assertThat(names).as("%s: left behind", fault).isEmpty();
    print("nothing published", "-");
  }

  private Damage judge(Map<String, Long> found, Map<String, Long> reference) {
    requireProof();
    Damage damage = Damage.between(found, reference);
    assertThat(damage).as(fault).isEqualTo(NONE);
    return damage;
  }

  private void requireProof() {
    assertThat(proofs).as("%s: nothing shows that the fault fired", fault).isNotEmpty();
  }

  private void print(String outcome, Object damage) {
    String fired = String.join("; ", proofs);
    System.out.println("| " + fault + " | " + fired + " | " + outcome + " | " + damage + " |");
  }

  private static Map<String, Long> tally(String rows) {
    return rows.lines()
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }
}
