// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.input.RankPermutation;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a row costs the sampler, on one thread: an operation is one row of 12 million, or one rank.
 * In the sampler's package, since the rest of the suite does not see it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DeviceIds.BATCH_ROWS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SamplerBenchmark {

  private static final long ROWS = 12_000_000;

  private final RankPermutation permutation = new RankPermutation(42, ROWS);
  private final LongPredicate exact = test(Sampling.Method.EXACT);
  private final LongPredicate bernoulli = test(Sampling.Method.BERNOULLI);
  private long first;

  /** Forward, for each row of a scan. */
  @Benchmark
  public long rank() {
    long sum = 0;
    for (long row = batch(), end = row + DeviceIds.BATCH_ROWS; row < end; row++) {
      sum += permutation.rank(row);
    }
    return sum;
  }

  /** Inverse, for each rank of a small sample. */
  @Benchmark
  public long row() {
    long sum = 0;
    for (long rank = batch(), end = rank + DeviceIds.BATCH_ROWS; rank < end; rank++) {
      sum += permutation.row(rank);
    }
    return sum;
  }

  /** The test of a sample of one in a hundred. */
  @Benchmark
  public int testExact() {
    return chosen(exact);
  }

  /** The same by the Bernoulli method. */
  @Benchmark
  public int testBernoulli() {
    return chosen(bernoulli);
  }

  private int chosen(LongPredicate test) {
    int chosen = 0;
    for (long row = batch(), end = row + DeviceIds.BATCH_ROWS; row < end; row++) {
      chosen += test.test(row) ? 1 : 0;
    }
    return chosen;
  }

  /** The first row of the next batch, over and over through all rows. */
  private long batch() {
    first = first + 2 * DeviceIds.BATCH_ROWS > ROWS ? 0 : first + DeviceIds.BATCH_ROWS;
    return first;
  }

  private static LongPredicate test(Sampling.Method method) {
    return new Sampling(method, 42, ROWS, ROWS / 100).test();
  }
}
