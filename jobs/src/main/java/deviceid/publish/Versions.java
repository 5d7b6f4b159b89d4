// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;

/** Versions of what makes an output. */
public final class Versions {

  private Versions() {}

  /** By name, in the order of the names. */
  public static Map<String, String> inUse() throws IOException {
    Properties own = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
      own.load(in);
    }
    return new TreeMap<>(
        Map.of(
            "device-id-jobs", own.getProperty("version"),
            "hadoop", VersionInfo.getVersion(),
            "java", System.getProperty("java.version")));
  }
}
