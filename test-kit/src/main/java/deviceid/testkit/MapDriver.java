// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Tests a mapper alone: in, pairs; out, what it writes, in the order in which it writes it. The
 * mapper runs from setup to cleanup as one task, and its exceptions come out unchanged. Where the
 * configuration declares the types of map output they are required.
 *
 * <p>The context's input split is null: there is no file.
 *
 * @param <K1> input key
 * @param <V1> input value
 * @param <K2> output key
 * @param <V2> output value
 */
public final class MapDriver<K1, V1, K2, V2>
    extends Driver<K1, V1, K2, V2, MapDriver<K1, V1, K2, V2>> {

  private final Supplier<? extends Mapper<K1, V1, K2, V2>> mapper;

  private MapDriver(Supplier<? extends Mapper<K1, V1, K2, V2>> mapper) {
    this.mapper = mapper;
  }

  /** A driver of the mappers that {@code mapper} makes, one each run. */
  public static <K1, V1, K2, V2> MapDriver<K1, V1, K2, V2> newMapDriver(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper) {
    return new MapDriver<>(mapper);
  }

  @Override
  List<Pair<K2, V2>> run(List<Pair<K1, V1>> inputs, Counters count)
      throws IOException, InterruptedException {
    return new Flow<K2, V2>(getConfiguration(), 1, count).mapOnly(mapper, inputs);
  }

  @Override
  MapDriver<K1, V1, K2, V2> self() {
    return this;
  }
}
