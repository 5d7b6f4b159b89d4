// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.OutputFormat;

/**
 * What all drivers share: configuration, the output and counters that are expected, and the
 * comparison. A driver of suppliers may run any number of times; each run starts with new tasks and
 * counters. One of instances runs once, since a task that has run keeps what it met.
 *
 * @param <K> output key
 * @param <V> output value
 * @param <D> the driver itself
 */
public abstract sealed class Driver<K, V, D extends Driver<K, V, D>>
    implements Outputs<K, V, D>, Settings<D> permits MapDriver, ReduceDriver, ShuffleDriver {

  private final Configuration conf = new Configuration();
  private final Expected<K, V> expected = new Expected<>();
  private Formats formats;
  private Counters given;
  private Counters counters = new Counters();
  private boolean emptyInput;

  Driver() {}

  @Override
  public final D withOutput(K key, V value) {
    expected.output(copied(key, value));
    return self();
  }

  @Override
  public final D withMultiOutput(String name, Object key, Object value) {
    expected.named(name, copied(key, value));
    return self();
  }

  @Override
  public final D withPathOutput(Object key, Object value, String path) {
    expected.sideOutput(path, copied(key, value));
    return self();
  }

  /** Takes values of the output for equal that are so by this; keys are compared as before. */
  public final D withEquality(BiPredicate<? super V, ? super V> values) {
    expected.equality(values);
    return self();
  }

  /** Expects a counter's value after the run; one that no task touched is 0. */
  public final D withCounter(Enum<?> counter, long value) {
    return withCounter(counter.getDeclaringClass().getName(), counter.name(), value);
  }

  /** Expects a counter's value after the run; one that no task touched is 0. */
  public final D withCounter(String group, String name, long value) {
    expected.counter(group, name, value);
    return self();
  }

  /** Expects no counters but those named, the framework's record counters aside. */
  public final D withStrictCounterChecking() {
    expected.onlyTheseCounters();
    return self();
  }

  /** Lets the tasks of every run count in these, whatever they hold before. */
  public final D withCounters(Counters shared) {
    given = counters = shared;
    return self();
  }

  /** As {@link #withCounters}. */
  public final void setCounters(Counters shared) {
    withCounters(shared);
  }

  /** The counters of the last run, the framework's record counters among them. */
  public final Counters getCounters() {
    return counters;
  }

  @Override
  public final Configuration getConfiguration() {
    return conf;
  }

  /** Writes the output to a file in the one format, and takes for output what the other reads. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public final D withOutputFormat(
      Class<? extends OutputFormat> output, Class<? extends InputFormat> input) {
    formats = new Formats(output, input);
    return self();
  }

  /** Lets the driver run without input, for what a task does in setup and cleanup alone. */
  public final D withEmptyInput() {
    emptyInput = true;
    return self();
  }

  /**
   * Runs the tasks and returns what they wrote, in order.
   *
   * @throws IOException from a task, or if a pair has another type than the job's
   * @throws IllegalStateException if there is no input, no mapper or no reducer, or if an instance
   *     would run twice
   */
  public final List<Pair<K, V>> run() throws IOException {
    return result().output();
  }

  /** As {@link #runTest(boolean)}, in order. */
  public final void runTest() throws IOException {
    runTest(true);
  }

  /**
   * Runs, and compares output and counters with what is expected; no expected output means none.
   *
   * @throws AssertionError that shows each difference
   * @throws IOException as {@link #run()}
   * @throws IllegalStateException as {@link #run()}
   */
  public final void runTest(boolean orderMatters) throws IOException {
    Result<K, V> found = result();
    List<String> differences = new ArrayList<>();
    differences.addAll(expected.outputDifferences(found, new Serde(conf), orderMatters));
    differences.addAll(expected.counterDifferences(counters));
    if (!differences.isEmpty()) {
      throw new AssertionError(String.join("\n  ", differences));
    }
  }

  /** What a run wrote: the output, and by base path what went through {@code MultipleOutputs}. */
  record Result<K, V>(
      List<Pair<K, V>> output, Map<String, List<Pair<Object, Object>>> sideOutputs) {}

  @SuppressWarnings("try") // cache files are there for the tasks
  private Result<K, V> result() throws IOException {
    if (!emptyInput) {
      requireInput();
    }
    counters = given == null ? new Counters() : given;
    Configuration job = new Configuration(conf);
    try (CacheFiles files = CacheFiles.open(job);
        SideOutputs side = SideOutputs.open(job, expected.names())) {
      List<Pair<K, V>> output = run(job, counters);
      return new Result<>(
          formats == null ? output : formats.writeAndRead(output, job, counters), side.pairs());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * @throws IllegalStateException if there is none
   */
  abstract void requireInput();

  abstract List<Pair<K, V>> run(Configuration job, Counters count)
      throws IOException, InterruptedException;

  @SuppressWarnings("unchecked") // a driver names itself
  final D self() {
    return (D) this;
  }

  /** A pair that stays as it is when the test refills its objects. */
  final <A, B> Pair<A, B> copied(A key, B value) {
    return Serde.copied(conf, key, value);
  }

  /**
   * A copy of an input.
   *
   * @throws NullPointerException if a half of it is null, which no Hadoop reader gives
   */
  final <A, B> Pair<A, B> copiedInput(A key, B value) {
    return copied(
        Objects.requireNonNull(key, "the input's key"),
        Objects.requireNonNull(value, "the input's value"));
  }

  static void requireInput(Collection<?> input) {
    require(!input.isEmpty(), "no input: add some, or allow none with withEmptyInput()");
  }

  static void require(boolean there, String otherwise) {
    if (!there) {
      throw new IllegalStateException(otherwise);
    }
  }

  static int oneOrMore(int count, String what) {
    if (count < 1) {
      throw new IllegalArgumentException("it takes 1 or more " + what + ", not " + count);
    }
    return count;
  }

  /** As an I/O error, since tests written for MRUnit declare no other. */
  static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("a task was interrupted").initCause(e);
  }
}
