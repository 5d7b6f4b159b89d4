// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.publish.StagedCommitter;
import deviceid.record.EffectiveSettings;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
  private static final String CLASSES = "replaces a part of the jobs";

  static final List<OwnedSetting> ALL =
      Stream.of(lossy(), store(), form(), reading(), classes()).flatMap(List::stream).toList();

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
        owned(
            "fs.s3a.committer.magic.enabled",
            "true",
            "false"::equalsIgnoreCase,
            "switches off the committer of outputs on s3a"),
        owned(
            "fs.s3a.committer.magic.cleanup.enabled",
            "true",
            "false"::equalsIgnoreCase,
            "leaves the committer's files in an output"),
        owned(
            "fs.s3a.committer.require.uuid",
            "false",
            "true"::equalsIgnoreCase,
            "fails jobs whose ID comes from Hadoop"));
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
        owned(
            "mapreduce.job.reduces",
            "1",
            value -> !value.matches("0*[1-9]\\d{0,5}"),
            "lets nothing add up what maps count"),
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
        owned(
            "io.file.buffer.size",
            "4096",
            value -> !value.matches("0*[1-9]\\d{0,8}"),
            "lets Hadoop read and write nothing"));
  }

  /** The old API's names are those of Hadoop 1, which prefers it to the jobs' own. */
  private static List<OwnedSetting> classes() {
    Stream<OwnedSetting> oldApi =
        Stream.of("mapred.mapper.new-api", "mapred.reducer.new-api")
            .map(name -> owned(name, "true", "false"::equalsIgnoreCase, CLASSES));
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

  private static OwnedSetting lossy(
      String name, String safe, Predicate<String> lossy, String harm) {
    return new OwnedSetting(name, safe, lossy, harm, true, false);
  }

  private static OwnedSetting upToZero(String name, String harm) {
    return lossy(name, "0", value -> !value.matches("-?0+"), harm);
  }

  private static OwnedSetting flag(String name, boolean safe, String harm) {
    return lossy(name, Boolean.toString(safe), Boolean.toString(!safe)::equalsIgnoreCase, harm);
  }

  /** Hadoop fails a job at one counter too many, which its first tasks find. */
  private static OwnedSetting atLeast(String name, int least) {
    return owned(
        name,
        Integer.toString(least),
        value -> !value.matches("\\d{1,9}") || Integer.parseInt(value) < least,
        "allows fewer than the jobs count");
  }
}
