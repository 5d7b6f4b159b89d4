// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import deviceid.input.RowScanner;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * Reads the rows of a file split in batches: key, the position of the batch's first byte in the
 * file (after decompression); value, whole good rows of 41 bytes. Key and value are reused.
 *
 * <p>A row belongs to the split in which its first byte lies. The reader looks at the byte before
 * its split to learn whether a row begins there.
 */
final class DeviceIdRecordReader extends RecordReader<LongWritable, BytesWritable> {

  private final LongWritable position = new LongWritable();
  private final BytesWritable batch = new BytesWritable(new byte[RowStream.BUFFER_BYTES]);

  private final RowVerdicts verdicts = new RowVerdicts();

  private TaskAttemptContext context;
  private FileSplit split;
  private FSDataInputStream file;
  private InputStream stream;
  private Decompressor decompressor;
  private RowScanner scanner;
  private RowStream rows;
  private long firstRow;
  private long readNanos;
  private boolean ended;

  @Override
  public void initialize(InputSplit inputSplit, TaskAttemptContext attempt) throws IOException {
    long begun = System.nanoTime();
    context = attempt;
    split = (FileSplit) inputSplit;
    Configuration conf = context.getConfiguration();
    Path path = split.getPath();
    verdicts.enter(path);
    file = path.getFileSystem(conf).open(path);
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(path);
    long end = codec == null ? split.getStart() + split.getLength() : Long.MAX_VALUE;
    if (codec == null) {
      stream = file;
      firstRow = seekRow(split.getStart());
    } else {
      decompressor = CodecPool.getDecompressor(codec);
      stream = codec.createInputStream(file, decompressor);
    }
    scanner = DeviceIdInputFormat.scanner(conf, firstRow, verdicts);
    rows = new RowStream(stream, end, scanner);
    readNanos += System.nanoTime() - begun;
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    long begun = System.nanoTime();
    position.set(scanner.position());
    int bytes;
    try {
      bytes = rows.next(batch.getBytes());
    } catch (IOException e) {
      throw new IOException(split.getPath() + ": " + e.getMessage(), e);
    }
    batch.setSize(Math.max(0, bytes));
    ended = bytes < 0;
    readNanos += System.nanoTime() - begun;
    return !ended;
  }

  @Override
  public LongWritable getCurrentKey() {
    return position;
  }

  @Override
  public BytesWritable getCurrentValue() {
    return batch;
  }

  @Override
  public float getProgress() throws IOException {
    long done = (decompressor == null ? scanner.position() : file.getPos()) - split.getStart();
    return split.getLength() == 0 ? 1 : Math.min(1f, done / (float) split.getLength());
  }

  /** Publishes what was found, if all was read, and closes the file. */
  @Override
  public void close() throws IOException {
    try {
      if (ended) {
        verdicts.publish(context, scanner);
        context.getCounter(Work.BYTES_READ).increment(scanner.position() - firstRow);
        context.getCounter(Work.READ_NANOS).increment(readNanos);
        ended = false;
      }
    } finally {
      IOUtils.closeStream(stream == null ? file : stream);
      CodecPool.returnDecompressor(decompressor);
      decompressor = null;
    }
  }

  /** Moves to the first row that begins at or after {@code start} and returns its position. */
  private long seekRow(long start) throws IOException {
    if (start == 0) {
      return 0;
    }
    file.seek(start - 1);
    long at = start - 1;
    int next;
    do {
      next = file.read();
      at++;
    } while (next >= 0 && next != '\n');
    return next < 0 ? at - 1 : at;
  }
}
