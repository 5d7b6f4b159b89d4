// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import deviceid.cli.Secrets;
import deviceid.record.JobRecord.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The settings of a job that somebody set: all but Hadoop's defaults, each with who that was. */
public final class EffectiveSettings {

  private final List<Setting> settings = new ArrayList<>();

  /** Those of a configuration. */
  static List<Setting> of(Configuration conf) {
    EffectiveSettings settings = new EffectiveSettings();
    for (Map.Entry<String, String> entry : conf) {
      settings.add(entry.getKey(), entry.getValue(), lastSource(conf, entry.getKey()));
    }
    return settings.byName();
  }

  /**
   * Adds a setting that is no default, but not a secret value.
   *
   * @param source who set it last, in Hadoop's words
   */
  void add(String name, String value, String source) {
    if (!isDefault(source)) {
      settings.add(new Setting(name, Secrets.hide(name, value), inWords(source)));
    }
  }

  List<Setting> byName() {
    settings.sort(Comparator.comparing(Setting::name));
    return settings;
  }

  /** Whether somebody set it: a site file, the command line or a program. */
  public static boolean isGiven(Configuration conf, String name) {
    return !isDefault(lastSource(conf, name));
  }

  private static boolean isDefault(String source) {
    return source.endsWith("-default.xml");
  }

  /** Who set it last, in Hadoop's words. */
  public static String lastSource(Configuration conf, String name) {
    String[] sources = conf.getPropertySources(name);
    return sources == null ? "-default.xml" : sources[sources.length - 1];
  }

  /** By its own name, or by one of Hadoop 1, for which Hadoop notes "because" as the source. */
  public static boolean isFromCommandLine(Configuration conf, String name) {
    String source = lastSource(conf, name);
    return source.contains("command line") || source.startsWith("because ");
  }

  private static String inWords(String source) {
    if (source.equals("programmatically")) {
      return "program";
    }
    return source.contains("command line") ? "command line" : source;
  }
}
