// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.util.Progress;

/** Sorted pairs as a reduce task gets them from its merge. */
final class RawPairIterator implements RawKeyValueIterator {

  private final Iterator<RawPair> pairs;
  private final DataInputBuffer key = new DataInputBuffer();
  private final DataInputBuffer value = new DataInputBuffer();
  private final Progress progress = new Progress();

  RawPairIterator(List<RawPair> pairs) {
    this.pairs = pairs.iterator();
  }

  @Override
  public boolean next() {
    if (!pairs.hasNext()) {
      return false;
    }
    RawPair pair = pairs.next();
    key.reset(pair.key, pair.key.length);
    value.reset(pair.value, pair.value.length);
    return true;
  }

  @Override
  public DataInputBuffer getKey() {
    return key;
  }

  @Override
  public DataInputBuffer getValue() {
    return value;
  }

  @Override
  public void close() {}

  @Override
  public Progress getProgress() {
    return progress;
  }
}
