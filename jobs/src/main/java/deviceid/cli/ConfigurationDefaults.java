// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes options that are not on the command line from the configuration: {@code --emit-every} of
 * count from {@code deviceid.count.emit-every}.
 */
public final class ConfigurationDefaults implements IDefaultValueProvider {

  private final Configuration conf;
  private final String prefix;

  public ConfigurationDefaults(Configuration conf, String program) {
    this.conf = conf;
    this.prefix = "deviceid." + program + ".";
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? conf.get(prefix + option.longestName().replaceFirst("^-+", ""))
        : null;
  }
}
