// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.input.DeviceIds;
import deviceid.rows.Ids;
import deviceid.rows.Work;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Tallies rows by their first character: in, a position and a batch of good rows; out, a character
 * and how often it came since it was last emitted. It emits every R rows: 1 is the textbook job,
 * one pair a row; more leaves less to the combiner; all is in-mapper combining.
 */
public class FirstCharacterMapper extends Mapper<LongWritable, BytesWritable, Text, LongWritable> {

  /** How many rows are tallied before they are emitted; {@link Long#MAX_VALUE} for all. */
  public static final String EMIT_EVERY = "deviceid.count.emit-every-rows";

  private final Text[] characters = new Text[FirstCharacterCounts.CHARACTERS.length()];
  private final long[] tallies = new long[characters.length];
  private final LongWritable count = new LongWritable();
  private long emitEvery;
  private long pending;
  private long counted;
  private long nanos;

  @Override
  protected void setup(Context context) {
    emitEvery = context.getConfiguration().getLong(EMIT_EVERY, DeviceIds.BATCH_ROWS);
    for (int i = 0; i < characters.length; i++) {
      characters[i] = new Text(FirstCharacterCounts.CHARACTERS.substring(i, i + 1));
    }
  }

  @Override
  protected void map(LongWritable position, BytesWritable batch, Context context)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    byte[] rows = batch.getBytes();
    int end = batch.getLength();
    for (int at = 0; at < end; ) {
      long room = Math.min(emitEvery - pending, (end - at) / DeviceIds.ROW_BYTES);
      int stop = at + (int) room * DeviceIds.ROW_BYTES;
      for (; at < stop; at += DeviceIds.ROW_BYTES) {
        tallies[DeviceIds.digit(rows[at])]++;
      }
      pending += room;
      if (pending == emitEvery) {
        emit(context);
      }
    }
    counted += end / DeviceIds.ROW_BYTES;
    nanos += System.nanoTime() - begun;
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    emit(context);
    nanos += System.nanoTime() - begun;
    context.getCounter(Ids.IDS_COUNTED).increment(counted);
    context.getCounter(Work.TALLY_NANOS).increment(nanos);
  }

  private void emit(Context context) throws IOException, InterruptedException {
    for (int i = 0; i < tallies.length; i++) {
      if (tallies[i] > 0) {
        count.set(tallies[i]);
        context.write(characters[i], count);
        tallies[i] = 0;
      }
    }
    pending = 0;
  }
}
