// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Made runs of a program whose a and b are known.
 *
 * @param a nanoseconds
 * @param b nanoseconds a row
 * @param repeats runs a size
 */
record Simulation(double a, double b, Noise noise, int repeats) {

  static final int TRIALS = 2_000;

  private static final long[] SIZES = {12_000_000, 120_000, 1_200, 12};

  /** From an expected time, a measured one. */
  interface Noise {
    double measure(double expected, RandomGenerator random);
  }

  /** The same spread at every size. */
  static Noise additive(double deviation) {
    return (expected, random) -> expected + deviation * random.nextGaussian();
  }

  /** The same relative spread at every size. */
  static Noise multiplicative(double deviation) {
    return (expected, random) -> expected * (1 + deviation * random.nextGaussian());
  }

  /** Relative and skew: some runs are much slower, none much faster. */
  static Noise skewed(double sigma) {
    return (expected, random) ->
        expected * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
  }

  List<Timing> runs(RandomGenerator random) {
    return LongStream.of(SIZES)
        .boxed()
        .flatMap(size -> IntStream.range(0, repeats).mapToObj(i -> run(size, random)))
        .toList();
  }

  private Timing run(long size, RandomGenerator random) {
    return new Timing(size, Math.max(0, Math.round(noise.measure(a + b * size, random))));
  }

  /** What comes out of each trial. */
  static <T> List<T> trials(Function<RandomGenerator, T> trial) {
    RandomGenerator random = new SplittableRandom(2_024);
    return Stream.generate(() -> trial.apply(random)).limit(TRIALS).toList();
  }

  /** In which share of the trials something holds. */
  static <T> double share(Function<RandomGenerator, T> trial, Predicate<T> holds) {
    return trials(trial).stream().filter(holds).count() / (double) TRIALS;
  }

  /** How far chance takes a share of the trials from its expected value, in 1 of 1,000 cases. */
  static double chance(double expected) {
    return 3.29 * Math.sqrt(expected * (1 - expected) / TRIALS);
  }
}
