// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import deviceid.input.RowScanner;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
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
final class DeviceIdRecordReader extends RecordReader<LongWritable, RowBatch> {

  private final LongWritable position = new LongWritable();
  private final RowBatch batch = new RowBatch(RowStream.BUFFER_BYTES);

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
  private boolean published;

  @Override
  public void initialize(InputSplit inputSplit, TaskAttemptContext attempt) throws IOException {
    context = attempt;
    split = (FileSplit) inputSplit;
    verdicts.enter(split.getPath());
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    long begun = System.nanoTime();
    int bytes;
    try {
      if (rows == null) {
        begin();
      }
      position.set(scanner.position());
      bytes = rows.next(batch.getBytes());
    } catch (IOException e) {
      throw new IOException(split.getPath() + ": " + e.getMessage(), e);
    }
    batch.setSize(Math.max(0, bytes));
    readNanos += System.nanoTime() - begun;
    return bytes >= 0;
  }

  /** Not in {@code initialize}: an error of reading is the mapper's to see. */
  private void begin() throws IOException {
    Configuration conf = context.getConfiguration();
    Path path = split.getPath();
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
    batch.scannedBy(scanner);
    rows = new RowStream(stream, end, scanner);
  }

  @Override
  public LongWritable getCurrentKey() {
    return position;
  }

  @Override
  public RowBatch getCurrentValue() {
    return batch;
  }

  @Override
  public float getProgress() throws IOException {
    if (rows == null) {
      return 0;
    }
    long done = (decompressor == null ? scanner.position() : file.getPos()) - split.getStart();
    return split.getLength() == 0 ? 1 : Math.min(1f, done / (float) split.getLength());
  }

  /** Publishes what was found and closes the file; a failed attempt's counters are dropped. */
  @Override
  public void close() throws IOException {
    try {
      if (scanner != null && !published) {
        published = true;
        verdicts.publish(context, scanner);
        context.getCounter(Work.BYTES_READ).increment(scanner.position() - firstRow);
        context.getCounter(Work.READ_NANOS).increment(readNanos);
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
