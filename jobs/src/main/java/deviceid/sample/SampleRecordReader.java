// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.BadRow;
import deviceid.input.DeviceIds;
import deviceid.input.RowScanner;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.RowVerdicts;
import deviceid.rows.Work;
import deviceid.sample.SampleSplit.RowSequence.Piece;
import deviceid.sample.Sampling.SampleDraw;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Reads the rows of a sample in ascending order from one open stream: row by row where they lie far
 * apart, else block by block, as the split says.
 */
final class SampleRecordReader extends RecordReader<LongWritable, BytesWritable> {

  private static final int ROW = DeviceIds.ROW_BYTES;

  private final LongWritable first = new LongWritable();
  private final BytesWritable batch = new BytesWritable(new byte[DeviceIds.BATCH_ROWS * ROW + 1]);
  private final long[] drawn = new long[DeviceIds.BATCH_ROWS];
  private final RowVerdicts verdicts = new RowVerdicts();

  private TaskAttemptContext context;
  private SampleSplit split;
  private SampleDraw draw;
  private RowScanner scanner;
  private byte[] block;
  private int piece = -1;
  private FSDataInputStream file;
  private long blockFirst;
  private long blockEnd;
  private long lastRow;
  private long sampled;
  private long bytesRead;
  private long readNanos;
  private Work.SentRequests requests;
  private boolean ended;

  @Override
  public void initialize(InputSplit inputSplit, TaskAttemptContext attempt) throws IOException {
    long begun = System.nanoTime();
    context = attempt;
    requests = new Work.SentRequests();
    split = (SampleSplit) inputSplit;
    Configuration conf = context.getConfiguration();
    lastRow = split.from();
    Sampling sampling = Sampling.read(conf);
    draw = new SampleDraw(sampling, split.from(), split.to());
    block = new byte[ROW * (split.isSparse() ? 1 : DeviceIds.BATCH_ROWS)];
    scanner = DeviceIdInputFormat.scanner(conf, 0, this::report);
    readNanos += System.nanoTime() - begun;
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    long begun = System.nanoTime();
    int rows = 0;
    int good = 0;
    while (good == 0 && !ended) {
      rows = fill(batch.getBytes());
      ended = rows < drawn.length;
      good = scanner.scan(batch.getBytes(), rows * ROW, true);
    }
    first.set(drawn[0]);
    batch.setSize(good);
    readNanos += System.nanoTime() - begun;
    return good > 0;
  }

  @Override
  public LongWritable getCurrentKey() {
    return first;
  }

  @Override
  public BytesWritable getCurrentValue() {
    return batch;
  }

  @Override
  public float getProgress() {
    return (lastRow - split.from()) / (float) (split.to() - split.from());
  }

  /** Publishes what was found, if all was read, and closes the file. */
  @Override
  public void close() throws IOException {
    IOUtils.closeStream(file);
    if (ended) {
      ended = false;
      verdicts.publish(
          context, scanner.goodRows() + scanner.badRows(), scanner.unterminated() ? 1 : 0);
      context.getCounter(Ids.IDS_SAMPLED).increment(sampled);
      context.getCounter(Work.BYTES_READ).increment(bytesRead);
      context.getCounter(Work.READ_NANOS).increment(readNanos);
      requests.count(context);
    }
  }

  /** Copies the next rows of the sample into {@code rows}; fewer than a batch only at the end. */
  private int fill(byte[] rows) throws IOException {
    int count = 0;
    while (count < drawn.length) {
      long row = draw.next();
      if (row == SampleDraw.NONE) {
        break;
      }
      while (row >= blockEnd) { // what lies between is read through, unless rows are few
        load(split.isSparse() || file == null ? row : blockEnd);
      }
      System.arraycopy(block, Math.toIntExact((row - blockFirst) * ROW), rows, count * ROW, ROW);
      drawn[count++] = row;
      lastRow = row;
    }
    sampled += count;
    return count;
  }

  /** Reads the block of rows that begins with {@code row}. */
  private void load(long row) throws IOException {
    while (file == null || row >= current().end()) {
      IOUtils.closeStream(file);
      piece++;
      file = current().file().getFileSystem(context.getConfiguration()).open(current().file());
    }
    blockFirst = row;
    blockEnd = Math.min(row + block.length / ROW, current().end());
    int length = Math.toIntExact((blockEnd - blockFirst) * ROW);
    int got = read(current().position(row), length);
    bytesRead += got;
    if (got == length - 1) {
      block[got] = '\n'; // the last row of a file may lack it
    } else if (got < length) {
      throw new IOException(current().file() + " changed: it ends before row " + (blockEnd - 1));
    }
  }

  /** Fills the block's first bytes from the file; fewer than {@code length} only at its end. */
  private int read(long position, int length) throws IOException {
    if (!split.isPositioned()) {
      file.seek(position);
      return file.readNBytes(block, 0, length);
    }
    int got = 0;
    while (got < length) {
      int more = file.read(position + got, block, got, length - got);
      if (more < 0) {
        break;
      }
      got += more;
    }
    return got;
  }

  private Piece current() {
    return split.pieces().get(piece);
  }

  private void report(BadRow bad) {
    long row = drawn[(int) ((bad.position() - scanner.position()) / ROW)];
    for (Piece part : split.pieces()) {
      if (row >= part.first() && row < part.end()) {
        verdicts.enter(part.file());
        verdicts.found(bad.at(part.position(row) / ROW + 1, part.position(row)));
      }
    }
  }
}
