// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.OutputFormat;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * What tasks write through Hadoop's {@code MultipleOutputs}, by the base path of its file; a named
 * output's is its name. Hadoop makes the writers from classes that the configuration names, so it
 * names a format that looks up this run and hands it the pairs.
 */
final class SideOutputs implements Closeable {

  private static final Map<String, SideOutputs> RUNS = new ConcurrentHashMap<>();
  private static final String RUN = "deviceid.testkit.run";
  private static final String NAMES = "mapreduce.multipleoutputs";

  private final String run = UUID.randomUUID().toString();
  private final Serde serde;
  private final Map<String, List<Pair<Object, Object>>> written = new TreeMap<>();
  private final List<String> open = new ArrayList<>();

  private SideOutputs(Serde serde) {
    this.serde = serde;
  }

  /** Defines these names for the job, beside its own, and catches what tasks write to all. */
  static SideOutputs open(Configuration job, Collection<String> names) {
    SideOutputs outputs = new SideOutputs(new Serde(job));
    Set<String> all = new TreeSet<>(names);
    all.addAll(List.of(job.get(NAMES, "").split(" ")));
    all.remove("");
    job.set(NAMES, String.join(" ", all));
    for (String name : all) {
      String prefix = NAMES + ".namedOutput." + name;
      job.setClass(prefix + ".format", Format.class, OutputFormat.class);
      job.setIfUnset(prefix + ".key", Object.class.getName());
      job.setIfUnset(prefix + ".value", Object.class.getName());
    }
    job.setClass(MRJobConfig.OUTPUT_FORMAT_CLASS_ATTR, Format.class, OutputFormat.class);
    job.set(RUN, outputs.run);
    RUNS.put(outputs.run, outputs);
    return outputs;
  }

  /**
   * The pairs by base path, in the order in which they were written.
   *
   * @throws IllegalStateException if a task did not close its {@code MultipleOutputs}
   */
  synchronized Map<String, List<Pair<Object, Object>>> pairs() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "MultipleOutputs is not closed, so Hadoop may lose what it wrote to "
              + String.join(", ", open)
              + ": close it in cleanup");
    }
    return written;
  }

  @Override
  public void close() {
    RUNS.remove(run);
  }

  private synchronized RecordWriter<Object, Object> writer(String path) {
    open.add(path);
    List<Pair<Object, Object>> pairs = written.computeIfAbsent(path, p -> new ArrayList<>());
    return new RecordWriter<>() {
      @Override
      public void write(Object key, Object value) throws IOException {
        synchronized (SideOutputs.this) {
          pairs.add(serde.copy(key, value));
        }
      }

      @Override
      public void close(TaskAttemptContext context) {
        synchronized (SideOutputs.this) {
          open.remove(path);
        }
      }
    };
  }

  /** Made by Hadoop; {@code MultipleOutputs} sets the base path before it asks for a writer. */
  static final class Format extends FileOutputFormat<Object, Object> {
    @Override
    public RecordWriter<Object, Object> getRecordWriter(TaskAttemptContext context) {
      return RUNS.get(context.getConfiguration().get(RUN)).writer(getOutputName(context));
    }
  }
}
