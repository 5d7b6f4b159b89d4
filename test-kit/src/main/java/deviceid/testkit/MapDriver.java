// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Tests a mapper alone: in, pairs; out, what it writes, in the order in which it writes it. The
 * mapper runs from setup to cleanup as one task, and its exceptions come out unchanged. Where the
 * configuration declares the types of map output they are required.
 *
 * <p>The context's input split is a {@code FileSplit} of length 0.
 *
 * @param <K1> input key
 * @param <V1> input value
 * @param <K2> output key
 * @param <V2> output value
 */
public final class MapDriver<K1, V1, K2, V2> extends Driver<K2, V2, MapDriver<K1, V1, K2, V2>>
    implements Inputs<K1, V1, MapDriver<K1, V1, K2, V2>> {

  private final List<Pair<K1, V1>> input = new ArrayList<>();
  private Supplier<? extends Mapper<K1, V1, K2, V2>> mapper = Flow.none("mapper");
  private Path file = Flow.SOME_FILE;
  private K1 inputKey;
  private V1 inputValue;

  /** A driver whose mapper is given later. */
  public MapDriver() {}

  /** A driver of one mapper, which runs once. */
  public MapDriver(Mapper<K1, V1, K2, V2> mapper) {
    withMapper(mapper);
  }

  /** A driver of the mappers that {@code mapper} makes, one each run. */
  public static <K1, V1, K2, V2> MapDriver<K1, V1, K2, V2> newMapDriver(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper) {
    return new MapDriver<K1, V1, K2, V2>().withMapper(mapper);
  }

  /** A driver of one mapper, which runs once. */
  public static <K1, V1, K2, V2> MapDriver<K1, V1, K2, V2> newMapDriver(
      Mapper<K1, V1, K2, V2> mapper) {
    return new MapDriver<>(mapper);
  }

  /** A driver whose mapper is given later. */
  public static <K1, V1, K2, V2> MapDriver<K1, V1, K2, V2> newMapDriver() {
    return new MapDriver<>();
  }

  /** Runs the mappers that this makes, one each run. */
  public MapDriver<K1, V1, K2, V2> withMapper(Supplier<? extends Mapper<K1, V1, K2, V2>> made) {
    mapper = made;
    return this;
  }

  /** Runs this mapper, once. */
  public MapDriver<K1, V1, K2, V2> withMapper(Mapper<K1, V1, K2, V2> instance) {
    return withMapper(Flow.once(instance));
  }

  /** As {@link #withMapper(Mapper)}. */
  public void setMapper(Mapper<K1, V1, K2, V2> instance) {
    withMapper(instance);
  }

  @Override
  public MapDriver<K1, V1, K2, V2> withInput(K1 key, V1 value) {
    input.add(copiedInput(key, value));
    return this;
  }

  @Override
  public void clearInput() {
    input.clear();
  }

  /** Half an input, which {@link #withInputValue} completes. */
  public MapDriver<K1, V1, K2, V2> withInputKey(K1 key) {
    inputKey = key;
    return completed();
  }

  /** Half an input, which {@link #withInputKey} completes. */
  public MapDriver<K1, V1, K2, V2> withInputValue(V1 value) {
    inputValue = value;
    return completed();
  }

  /** The file that the input split names; it need not be there. */
  public MapDriver<K1, V1, K2, V2> withMapInputPath(Path path) {
    file = path;
    return this;
  }

  /** As {@link #withMapInputPath}. */
  public void setMapInputPath(Path path) {
    withMapInputPath(path);
  }

  @Override
  void requireInput() {
    require(inputKey == null && inputValue == null, "an input has a key or a value, not both");
    requireInput(input);
  }

  @Override
  List<Pair<K2, V2>> run(Configuration job, Counters count)
      throws IOException, InterruptedException {
    return new Flow<K2, V2>(job, 1, count).mapOnly(mapper, input, file);
  }

  private MapDriver<K1, V1, K2, V2> completed() {
    if (inputKey != null && inputValue != null) {
      withInput(inputKey, inputValue);
      inputKey = null;
      inputValue = null;
    }
    return this;
  }
}
