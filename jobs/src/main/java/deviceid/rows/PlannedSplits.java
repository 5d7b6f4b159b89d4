// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * Carries splits from the driver, which listed and opened the files, to the job's input format,
 * which must not do so again. They travel in a setting of the job, and are taken out of it before
 * the job's settings are written for its tasks.
 */
public final class PlannedSplits {

  private static final String SETTING = "deviceid.rows.planned-splits";

  private PlannedSplits() {}

  /** Leaves splits for a job's input format. Each is a {@link Writable}. */
  public static void leave(Job job, List<? extends InputSplit> splits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(splits.size());
    for (InputSplit split : splits) {
      out.writeUTF(split.getClass().getName());
      ((Writable) split).write(out);
    }
    job.getConfiguration().set(SETTING, Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  /** Takes what the driver left; empty if a job was set up without it. */
  public static Optional<List<InputSplit>> take(JobContext job) throws IOException {
    Configuration conf = job.getConfiguration();
    String left = conf.getRaw(SETTING);
    if (left == null) {
      return Optional.empty();
    }
    conf.unset(SETTING);
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(left)));
    List<InputSplit> splits = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      splits.add(read(in, conf));
    }
    return Optional.of(splits);
  }

  private static InputSplit read(DataInputStream in, Configuration conf) throws IOException {
    try {
      Class<?> type = conf.getClassByName(in.readUTF());
      InputSplit split = (InputSplit) ReflectionUtils.newInstance(type, conf);
      ((Writable) split).readFields(in);
      return split;
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }
}
