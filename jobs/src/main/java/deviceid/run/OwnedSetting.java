// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.publish.StagedCommitter;
import deviceid.record.EffectiveSettings;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.lang3.math.NumberUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * A setting, the value that the jobs need, and what happens otherwise.
 *
 * @param needed the value that is set where another would do harm; empty if there is none to set,
 *     since each job has its own or none
 * @param isAcceptable whether {@code --accept-loss} lets it be
 * @param isForOthers whether a site file may have it, for jobs that are not the suite's
 */
record OwnedSetting(
    String name,
    String needed,
    Predicate<String> harmful,
    String harm,
    boolean isAcceptable,
    boolean isForOthers) {

  static final String COMMITTER = "mapreduce.outputcommitter.factory.class";

  private static final String FORM = "changes the form of the output";
  private static final String READING = "skips lines of a job's own files";
  private static final String TUNING = "makes the tasks fail";
  private static final String CLASSES = "replaces a part of the jobs";

  static final List<OwnedSetting> ALL =
      Stream.of(lossy(), store(), form(), reading(), tuning(), classes())
          .flatMap(List::stream)
          .toList();

  /** Whether a configuration has a value with which the jobs would do harm. */
  boolean isHarmful(Configuration conf) {
    String value = conf.get(name);
    return value != null
        && !value.equals(needed)
        && harmful.test(value.strip())
        && (!isForOthers || EffectiveSettings.isFromCommandLine(conf, name));
  }

  private static List<OwnedSetting> lossy() {
    return List.of(
        lossy(
            "mapreduce.fileoutputcommitter.algorithm.version",
            "1",
            value -> !value.equals("1"),
            "can lose or mix rows of failed attempts"),
        upToZero("mapreduce.map.failures.maxpercent", "leaves out the rows of failed maps"),
        upToZero("mapreduce.reduce.failures.maxpercent", "leaves out the rows of failed reduces"),
        upToZero("mapreduce.map.skip.maxrecords", "skips rows on which a map fails"),
        upToZero("mapreduce.reduce.skip.maxgroups", "skips groups on which a reduce fails"),
        flag("io.skip.checksum.errors", false, "reads on after a checksum error"),
        flag("fs.file.checksum.verify", true, "reads local files without their checksums"),
        flag("dfs.client.read.shortcircuit.skip.checksum", false, "reads blocks without checksums"),
        lossy("dfs.checksum.type", "CRC32C", "NULL"::equals, "writes blocks without checksums"),
        flag(
            "mapreduce.fileoutputcommitter.marksuccessfuljobs",
            true,
            "hides whether an output is complete"),
        flag(
            "mapreduce.fileoutputcommitter.cleanup.skipped",
            false,
            "lets a job commit several times"),
        flag(
            "mapreduce.job.committer.setup.cleanup.needed",
            true,
            "lets a job end without a commit"),
        lossy(
            COMMITTER,
            StagedCommitter.Factory.class.getName(),
            value -> true,
            "commits in a way that the suite does not know"));
  }

  /** S3A's, whose magic committer the jobs use whatever its name says. */
  private static List<OwnedSetting> store() {
    return List.of(
        new OwnedSetting(
            "fs.s3a.committer.name",
            "magic",
            value -> true,
            "names a committer that the jobs do not use",
            false,
            true),
        ownedFlag(
            "fs.s3a.committer.magic.enabled", true, "switches off the committer of outputs on s3a"),
        ownedFlag(
            "fs.s3a.committer.magic.cleanup.enabled",
            true,
            "leaves the committer's files in an output"),
        ownedFlag("fs.s3a.committer.require.uuid", false, "fails jobs whose ID comes from Hadoop"));
  }

  private static List<OwnedSetting> form() {
    return List.of(
        owned(
            "mapreduce.output.fileoutputformat.compress",
            "false",
            value -> !value.equalsIgnoreCase("false"),
            FORM),
        owned("mapreduce.output.textoutputformat.separator", "\t", value -> true, FORM),
        owned("mapreduce.output.basename", "part", value -> true, FORM),
        whole("mapreduce.job.reduces", 1, 1, 999_999, "lets nothing add up what maps count"),
        owned(
            "io.serializations",
            "org.apache.hadoop.io.serializer.WritableSerialization",
            value -> !value.contains("org.apache.hadoop.io.serializer.WritableSerialization"),
            "leaves out the form in which the jobs' records travel"),
        atLeast("mapreduce.job.counters.max", 120),
        atLeast("mapreduce.job.counters.groups.max", 50),
        atLeast("mapreduce.job.counters.group.name.max", 128),
        atLeast("mapreduce.job.counters.counter.name.max", 64));
  }

  private static List<OwnedSetting> reading() {
    return List.of(
        owned(
            "mapreduce.input.linerecordreader.line.maxlength",
            Integer.toString(Integer.MAX_VALUE),
            value -> true,
            READING),
        whole(
            "io.file.buffer.size",
            4096,
            1,
            Integer.MAX_VALUE,
            "lets Hadoop read and write nothing"));
  }

  /** Any value that Hadoop takes is right. */
  private static List<OwnedSetting> tuning() {
    return List.of(
        whole("mapreduce.task.io.sort.mb", 16, 1, 2047, TUNING),
        whole("mapreduce.task.io.sort.factor", 10, 2, Integer.MAX_VALUE, TUNING),
        part("mapreduce.map.sort.spill.percent", "0.80", Double.MIN_VALUE),
        part("mapreduce.reduce.shuffle.input.buffer.percent", "0.70", Double.MIN_VALUE),
        part("mapreduce.reduce.shuffle.memory.limit.percent", "0.25", 0),
        part("mapreduce.reduce.shuffle.merge.percent", "0.66", Double.MIN_VALUE),
        part("mapreduce.reduce.input.buffer.percent", "0.0", 0));
  }

  /** The old API's names are those of Hadoop 1, which prefers it to the jobs' own. */
  private static List<OwnedSetting> classes() {
    Stream<OwnedSetting> oldApi =
        Stream.of("mapred.mapper.new-api", "mapred.reducer.new-api")
            .map(name -> ownedFlag(name, true, CLASSES));
    Stream<OwnedSetting> classes =
        Stream.of(
                "mapreduce.job.combine.class",
                "mapreduce.job.partitioner.class",
                "mapreduce.job.output.key.comparator.class",
                "mapreduce.job.output.group.comparator.class",
                "mapreduce.job.combiner.group.comparator.class",
                "mapreduce.map.output.key.class",
                "mapreduce.map.output.value.class",
                "mapred.mapper.class",
                "mapred.reducer.class",
                "mapred.combiner.class",
                "mapred.partitioner.class",
                "mapred.input.format.class",
                "mapred.output.format.class")
            .map(name -> owned(name, "", value -> true, CLASSES));
    return Stream.concat(oldApi, classes).toList();
  }

  private static OwnedSetting owned(
      String name, String needed, Predicate<String> harmful, String harm) {
    return new OwnedSetting(name, needed, harmful, harm, false, false);
  }

  private static OwnedSetting ownedFlag(String name, boolean needed, String harm) {
    return owned(name, "" + needed, ("" + !needed)::equalsIgnoreCase, harm);
  }

  private static OwnedSetting lossy(
      String name, String safe, Predicate<String> lossy, String harm) {
    return new OwnedSetting(name, safe, lossy, harm, true, false);
  }

  private static OwnedSetting upToZero(String name, String harm) {
    return lossy(name, "0", value -> !value.matches("-?0+"), harm);
  }

  private static OwnedSetting flag(String name, boolean safe, String harm) {
    return lossy(name, "" + safe, ("" + !safe)::equalsIgnoreCase, harm);
  }

  /** Hadoop fails a job at one counter too many, which its first tasks find. */
  private static OwnedSetting atLeast(String name, int least) {
    return whole(name, least, least, Integer.MAX_VALUE, "allows fewer than the jobs count");
  }

  private static OwnedSetting whole(String name, int needed, int least, int most, String harm) {
    Predicate<String> taken =
        value ->
            value.matches("\\d{1,9}")
                && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most;
    return owned(name, "" + needed, taken.negate(), harm);
  }

  /** A number of up to 1. */
  private static OwnedSetting part(String name, String needed, double least) {
    Predicate<Double> taken = part -> part >= least && part <= 1;
    return owned(name, needed, value -> !taken.test(NumberUtils.toDouble(value, -1)), TUNING);
  }
}
