// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.input.DeviceIds;

/**
 * How much is combined, and where.
 *
 * @param emitEvery rows a mapper tallies before it emits; {@link Long#MAX_VALUE} for all
 * @param combiner whether the framework combines what mappers emit
 */
public record CountSettings(long emitEvery, boolean combiner) {

  /** One batch, and a combiner. */
  public static final CountSettings DEFAULT = new CountSettings(DeviceIds.BATCH_ROWS, true);

  /** What differs from the default, for a job's name: {@code " emit-every=1 no-combiner"}. */
  String label() {
    String rows = emitEvery == Long.MAX_VALUE ? "all" : Long.toString(emitEvery);
    return (emitEvery == DEFAULT.emitEvery ? "" : " emit-every=" + rows)
        + (combiner ? "" : " no-combiner");
  }
}
