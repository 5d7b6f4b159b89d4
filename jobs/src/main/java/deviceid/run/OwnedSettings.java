// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgramException;
import deviceid.publish.StagedCommitter;
import deviceid.record.EffectiveSettings;
import org.apache.hadoop.conf.Configuration;

/**
 * Settings on which the jobs' correctness rests, so that no job finds out after its work what a
 * site file made of it. Another value from the command line is refused; one from a site file is
 * replaced and named, or refused where the file calls it final, since tasks would read it there
 * again. {@code --accept-loss} lets those be under which Hadoop may lose, mix or skip rows and
 * still call a job a success, and leaves it to the checks after the job to find what is gone.
 */
final class OwnedSettings {

  private OwnedSettings() {}

  /**
   * Settles every setting of the list, and sets those whose default is not safe.
   *
   * @throws ProgramException naming a harmful one that is not replaced
   */
  static void settle(Configuration conf, boolean acceptLoss, Console console) {
    conf.setIfUnset( // no default file has it
        OwnedSetting.COMMITTER, StagedCommitter.Factory.class.getName());
    for (OwnedSetting setting : OwnedSetting.ALL) {
      if (setting.isHarmful(conf) && EffectiveSettings.isGiven(conf, setting.name())) {
        settle(setting, conf, acceptLoss, console);
      } else if (setting.isHarmful(conf)) {
        conf.set(setting.name(), setting.needed()); // the default of the committer is lossy
      }
    }
  }

  private static void settle(
      OwnedSetting setting, Configuration conf, boolean acceptLoss, Console console) {
    String shown = setting.name() + "=" + conf.get(setting.name());
    boolean isAsked = EffectiveSettings.isFromCommandLine(conf, setting.name());
    String source = isAsked ? "-D" : EffectiveSettings.lastSource(conf, setting.name());
    if (acceptLoss && setting.isAcceptable()) {
      console.say("%s %s; accepted", shown, setting.harm());
    } else if (isAsked
        || setting.needed().isEmpty()
        || conf.getFinalParameters().contains(setting.name())) {
      throw ProgramException.wrongUse(
          String.format(
              "%s from %s %s; %s%s",
              shown,
              source,
              setting.harm(),
              setting.needed().isEmpty() ? "remove it" : "leave it at " + shown(setting.needed()),
              setting.isAcceptable() ? ", or accept that with --accept-loss" : ""));
    } else {
      console.say(
          "%s from %s %s; replaced by %s", shown, source, setting.harm(), shown(setting.needed()));
      conf.set(setting.name(), setting.needed());
    }
  }

  private static String shown(String value) {
    return value.equals("\t") ? "a tab" : value;
  }
}
