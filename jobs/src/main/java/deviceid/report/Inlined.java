// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/**
 * A script or style sheet that travels inside a page, and its hash: the page's policy lets run what
 * has one of these hashes, and nothing else.
 */
record Inlined(String content) {

  /** A file beside this class. */
  static Inlined own(String name) {
    return new Inlined(read("/deviceid/report/" + name));
  }

  /** The charting library, out of its unmodified jar. */
  static Inlined library() {
    Properties pom = new Properties();
    try {
      pom.load(new StringReader(read("/META-INF/maven/org.webjars.npm/chart.js/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = pom.getProperty("version");
    return new Inlined(
        read("/META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.js"));
  }

  String script() {
    return "<script>" + content + "</script>\n";
  }

  String style() {
    return "<style>" + content + "</style>\n";
  }

  /** The content's name in a Content-Security-Policy. */
  String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String read(String resource) {
    try (InputStream in = Inlined.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
