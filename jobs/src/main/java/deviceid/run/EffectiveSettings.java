// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Secrets;
import deviceid.run.JobRecord.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.ConfigRedactor;
import org.apache.hadoop.conf.Configuration;

/** The settings of a job that somebody set: all but Hadoop's defaults, each with who that was. */
final class EffectiveSettings {

  private EffectiveSettings() {}

  /** By name; without what Hadoop or {@link Secrets} take for a secret. */
  static List<Setting> of(Configuration conf) {
    ConfigRedactor redactor = new ConfigRedactor(conf);
    List<Setting> settings = new ArrayList<>();
    for (Map.Entry<String, String> entry : conf) {
      String name = entry.getKey();
      if (Engine.isGiven(conf, name)) {
        String value =
            Secrets.isSecret(name)
                ? Secrets.HIDDEN
                : Secrets.hide(redactor.redact(name, entry.getValue()));
        settings.add(new Setting(name, value, source(conf, name)));
      }
    }
    settings.sort(Comparator.comparing(Setting::name));
    return settings;
  }

  private static String source(Configuration conf, String name) {
    String source = Engine.lastSource(conf, name);
    if (source.equals("programmatically")) {
      return "program";
    }
    return source.contains("command line") ? "command line" : source;
  }
}
