// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.count.FirstCharacterCounts;
import deviceid.input.RankPermutation;

/** Rows held in memory, and what is done with them there. */
interface MemoryRows {

  long rows();

  /** The sample of the rows whose rank is below {@code size}, copied. */
  MemoryRows sample(RankPermutation ranks, long size);

  FirstCharacterCounts count();
}
