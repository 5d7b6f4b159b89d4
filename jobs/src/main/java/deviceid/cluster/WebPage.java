// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A page of a daemon, fetched whole in bounded time.
 *
 * @param text its body
 * @param date the daemon's clock in milliseconds since 1970, whole seconds; 0 if it sends none
 */
public record WebPage(String text, long date) {

  private static final int MAX_BYTES = 4 << 20;

  /**
   * Fetches a page.
   *
   * @throws IOException if it is not there, is not in time, or the daemon wants to know who asks
   */
  public static WebPage fetch(String url, Timeouts timeouts) throws IOException {
    return timeouts.within(() -> read(url, timeouts));
  }

  /**
   * @throws IOException if the page is no JSON
   */
  public JsonNode json() throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static WebPage read(String url, Timeouts timeouts) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout((int) timeouts.connect().toMillis());
    connection.setReadTimeout((int) timeouts.answer().toMillis());
    connection.setRequestProperty("Accept", "application/json, text/plain");
    try (InputStream in = connection.getInputStream()) {
      return new WebPage(
          new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8), connection.getDate());
    } finally {
      connection.disconnect();
    }
  }
}
