// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * The first rows of stored files, without a job: in, files; out, their first good rows in the order
 * of their names. It reads short splits, one after another, by the reader that a job's maps use,
 * and no byte beyond the one in which it has enough.
 *
 * @param ids 40 characters each
 * @param badRows rows passed over
 * @param bytes of input that were read
 */
public record FirstRows(List<String> ids, long badRows, long bytes) {

  public FirstRows {
    ids = List.copyOf(ids);
  }

  /**
   * @param wanted rows; fewer if there are fewer
   */
  public static FirstRows read(InputFiles files, Configuration conf, int wanted)
      throws IOException, InterruptedException {
    Counters counters = new Counters();
    TaskAttemptContext context = new CountingReporter(counters).attempt(conf);
    List<String> ids = new ArrayList<>();
    for (InputFile file : files.files()) {
      boolean whole = file.form() == InputFile.Form.COMPRESSED; // has no second split
      long split =
          whole ? file.bytes() : (long) DeviceIds.ROW_BYTES * Math.max(1, wanted - ids.size());
      for (long at = 0; at < file.bytes() && ids.size() < wanted; at += split, split *= 2) {
        long length = Math.min(split, file.bytes() - at);
        FileSplit part = new FileSplit(file.path(), at, length, new String[0]);
        add(new StoredSplit(part, file.form() == InputFile.Form.SEQUENCE), context, ids, wanted);
      }
    }
    return new FirstRows(
        ids,
        RowVerdicts.badRows(name -> counters.findCounter(name).getValue()),
        counters.findCounter(Work.BYTES_READ).getValue());
  }

  private static void add(
      StoredSplit split, TaskAttemptContext context, List<String> ids, int wanted)
      throws IOException, InterruptedException {
    try (RecordReader<LongWritable, RowBatch> reader =
        new DeviceIdInputFormat().createRecordReader(split, context)) {
      reader.initialize(split, context);
      while (ids.size() < wanted && reader.nextKeyValue()) {
        RowBatch batch = reader.getCurrentValue();
        for (int row = 0; row < batch.rows() && ids.size() < wanted; row++) {
          ids.add(
              new String(
                  batch.getBytes(),
                  row * DeviceIds.ROW_BYTES,
                  DeviceIds.ID_CHARACTERS,
                  StandardCharsets.US_ASCII));
        }
      }
    }
  }
}
