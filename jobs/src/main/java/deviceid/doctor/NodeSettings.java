// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings of a NodeManager, from its web pages.
 *
 * @param page host and port of them
 * @param java the Java it runs on, as 17 or 1.8
 * @param settings its whole configuration, as it stands in that daemon
 * @param skewMillis its clock minus ours, to a second
 */
record NodeSettings(
    String page, String java, String hadoop, Map<String, String> settings, long skewMillis) {

  NodeSettings {
    settings = Map.copyOf(settings);
  }

  /**
   * Asks a NodeManager.
   *
   * @throws IOException if its pages cannot be read in time
   */
  static NodeSettings read(String page, Timeouts timeouts) throws IOException {
    String node = "http://" + page;
    WebPage conf = WebPage.fetch(node + "/conf?format=json", timeouts);
    long skew = conf.date() == 0 ? 0 : conf.date() - System.currentTimeMillis();
    Map<String, String> settings = new HashMap<>();
    for (JsonNode property : conf.json().path("properties")) {
      settings.put(property.path("key").asText(), property.path("value").asText(""));
    }
    JsonNode runtime =
        WebPage.fetch(node + "/jmx?qry=java.lang:type=Runtime", timeouts)
            .json()
            .path("beans")
            .path(0);
    JsonNode info = WebPage.fetch(node + "/ws/v1/node/info", timeouts).json().path("nodeInfo");
    return new NodeSettings(
        page,
        runtime.path("SpecVersion").asText(""),
        info.path("hadoopVersion").asText(""),
        settings,
        skew);
  }

  /** The Java release as one number: 8 for 1.8; 0 if it tells none. */
  int javaFeature() {
    String digits = java.replaceFirst("^1\\.", "").replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  String get(String name, String otherwise) {
    return settings.getOrDefault(name, otherwise);
  }
}
