// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgramException;
import deviceid.record.EffectiveSettings;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/**
 * Settings under which Hadoop may lose, mix or skip rows and still call a job a success. One from
 * the command line is refused, one from a site file is replaced and named; {@code --accept-loss}
 * lets both be, and leaves it to the checks after the job to find what is gone.
 */
final class LossySettings {

  /**
   * A setting, the value that keeps rows, and what happens otherwise.
   *
   * @param safe the value that is set where another would lose rows
   */
  private record SafeSetting(String name, String safe, Predicate<String> lossy, String harm) {}

  private static final List<SafeSetting> ALL =
      List.of(
          new SafeSetting(
              "mapreduce.fileoutputcommitter.algorithm.version",
              "1",
              value -> !value.equals("1"),
              "can lose or mix rows of failed attempts"),
          upToZero("mapreduce.map.failures.maxpercent", "leaves out the rows of failed maps"),
          upToZero("mapreduce.reduce.failures.maxpercent", "leaves out the rows of failed reduces"),
          upToZero("mapreduce.map.skip.maxrecords", "skips rows on which a map fails"),
          upToZero("mapreduce.reduce.skip.maxgroups", "skips groups on which a reduce fails"),
          flag("io.skip.checksum.errors", false, "reads on after a checksum error"),
          flag(
              "mapreduce.fileoutputcommitter.marksuccessfuljobs",
              true,
              "hides whether an output is complete"),
          flag(
              "mapreduce.fileoutputcommitter.cleanup.skipped",
              false,
              "lets a job commit several times"));

  private LossySettings() {}

  /**
   * Settles every setting of the list, and sets those whose default is not safe.
   *
   * @throws ProgramException naming a lossy one from the command line
   */
  static void settle(Configuration conf, boolean acceptLoss, Console console) {
    for (SafeSetting setting : ALL) {
      String value = conf.getTrimmed(setting.name, setting.safe);
      if (!EffectiveSettings.isGiven(conf, setting.name)) {
        conf.set(setting.name, setting.safe); // the default of the committer is lossy
      } else if (setting.lossy.test(value)) {
        settle(setting, value, conf, acceptLoss, console);
      }
    }
  }

  private static void settle(
      SafeSetting setting, String value, Configuration conf, boolean acceptLoss, Console console) {
    String shown = setting.name + "=" + value;
    String source = EffectiveSettings.lastSource(conf, setting.name);
    if (acceptLoss) {
      console.say("%s %s; accepted", shown, setting.harm);
    } else if (source.contains("command line")) {
      throw ProgramException.wrongUse(
          shown
              + " "
              + setting.harm
              + "; leave it at "
              + setting.safe
              + ", or accept that with --accept-loss");
    } else {
      console.say("%s from %s %s; replaced by %s", shown, source, setting.harm, setting.safe);
      conf.set(setting.name, setting.safe);
    }
  }

  private static SafeSetting upToZero(String name, String harm) {
    return new SafeSetting(name, "0", value -> !value.matches("-?0+"), harm);
  }

  private static SafeSetting flag(String name, boolean safe, String harm) {
    String lossy = Boolean.toString(!safe);
    return new SafeSetting(name, Boolean.toString(safe), lossy::equalsIgnoreCase, harm);
  }
}
