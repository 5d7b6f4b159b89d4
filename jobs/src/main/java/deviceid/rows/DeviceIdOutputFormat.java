// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowChecksum;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Writes batches of rows, one part file a task, in the form that the job names: key, the index of
 * the batch's first row; value, the rows. The batches of a task follow each other without a gap, or
 * the task fails. Beside the part it leaves a {@link TaskSummary}, and the checksums in the task's
 * counters.
 */
public final class DeviceIdOutputFormat extends FileOutputFormat<LongWritable, BytesWritable> {

  private static final String FORM = "deviceid.output.form";

  /**
   * Bytes that go to a file at once; at Hadoop's 4 KB the system calls take a tenth of the time.
   */
  private static final int BUFFER_BYTES = 128 << 10;

  /** What becomes of the rows. */
  public enum RowsAs {
    /** 40 characters and a newline. */
    TEXT,
    /**
     * A sequence file, a record a row: key, nothing; value, the 20 bytes of the ID. Never
     * compressed: the bytes of a hash cannot be made fewer, and a compressed sequence file that is
     * cut off may look whole.
     */
    SEQUENCE,
    /** Nothing is written but the summary of the part that they would be. */
    NONE;

    /** As the option takes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A part file that is being written. */
  private interface Part extends Closeable {
    /** Writes rows that stand at the front of a buffer. */
    void write(byte[] rows, int bytes) throws IOException;
  }

  /** Sets a job to write rows into a folder. */
  public static void write(Job job, RowsAs form, Path folder) {
    job.getConfiguration().set(FORM, form.name());
    job.setOutputKeyClass(LongWritable.class);
    job.setOutputValueClass(BytesWritable.class);
    job.setOutputFormatClass(DeviceIdOutputFormat.class);
    setOutputPath(job, folder);
  }

  @Override
  public RecordWriter<LongWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    Path path = getDefaultWorkFile(context, "");
    Configuration conf = context.getConfiguration();
    return new SummedWriter(
        path,
        switch (conf.getEnum(FORM, RowsAs.TEXT)) {
          case TEXT -> new TextPart(path.getFileSystem(conf).create(path, false, BUFFER_BYTES));
          case SEQUENCE -> new SequencePart(path, conf);
          case NONE -> new NoPart();
        });
  }

  private record TextPart(FSDataOutputStream out) implements Part {
    @Override
    public void write(byte[] rows, int bytes) throws IOException {
      out.write(rows, 0, bytes);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static final class SequencePart implements Part {
    private final BytesWritable id = new BytesWritable(new byte[DeviceIds.ID_BYTES]);
    private final SequenceFile.Writer out;

    SequencePart(Path path, Configuration conf) throws IOException {
      out =
          SequenceFile.createWriter(
              conf,
              SequenceFile.Writer.file(path),
              SequenceFile.Writer.bufferSize(BUFFER_BYTES),
              SequenceFile.Writer.keyClass(NullWritable.class),
              SequenceFile.Writer.valueClass(BytesWritable.class),
              SequenceFile.Writer.compression(CompressionType.NONE));
    }

    @Override
    public void write(byte[] rows, int bytes) throws IOException {
      for (int at = 0; at < bytes; at += DeviceIds.ROW_BYTES) {
        DeviceIds.pack(rows, at, id.getBytes(), 0);
        out.append(NullWritable.get(), id);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private record NoPart() implements Part {
    @Override
    public void write(byte[] rows, int bytes) {}

    @Override
    public void close() {}
  }

  private static final class SummedWriter extends RecordWriter<LongWritable, BytesWritable> {
    private final RowChecksum checksum = new RowChecksum();
    private final Path path;
    private final Part part;
    private long first;
    private long rows;

    SummedWriter(Path path, Part part) {
      this.path = path;
      this.part = part;
    }

    @Override
    public void write(LongWritable index, BytesWritable batch) throws IOException {
      if (rows == 0) {
        first = index.get();
      } else if (index.get() != first + rows) {
        throw new IOException("row " + index + " follows row " + (first + rows - 1));
      }
      checksum.add(index.get(), batch.getBytes(), batch.getLength());
      part.write(batch.getBytes(), batch.getLength());
      rows += batch.getLength() / DeviceIds.ROW_BYTES;
    }

    @Override
    public void close(TaskAttemptContext context) throws IOException {
      part.close();
      new TaskSummary(path.getName(), first, rows, checksum.rows(), checksum.places())
          .write(path.getFileSystem(context.getConfiguration()), path.getParent());
      context.getCounter(Work.ROW_CHECKSUM).increment(checksum.rows());
      context.getCounter(Work.PLACE_CHECKSUM).increment(checksum.places());
    }
  }
}
