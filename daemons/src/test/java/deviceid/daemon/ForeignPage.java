// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of another site, and what a browser sends when the page posts its forms or reads. */
final class ForeignPage {

  private static final Pattern FORM =
      Pattern.compile("<form method=\"(\\w+)\" .*? action=\"([^\"]+)\">(.*?)</form>");
  private static final Pattern INPUT =
      Pattern.compile("<input name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final String AGENT =
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

  /** Headers of a script that reads. */
  static final String[] READS = {
    "Host: localhost",
    AGENT,
    "Origin: http://evil.example",
    "Referer: http://evil.example/",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Mode: cors",
    "Sec-Fetch-Dest: empty"
  };

  /** Headers of an image, whose address is another site's. */
  static final String[] SHOWS = {
    "Host: localhost",
    AGENT,
    "Referer: http://evil.example/",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Mode: no-cors",
    "Sec-Fetch-Dest: image"
  };

  /** Headers of a page under a name that its owner has pointed to this machine. */
  static final String[] REBOUND = {
    "Host: evil.example", AGENT, "Referer: http://evil.example/", "Sec-Fetch-Site: same-origin"
  };

  private ForeignPage() {}

  /** Answers to the page's forms, posted in turn. */
  static List<String> post(Map<String, Object> values) throws IOException {
    String page;
    try (InputStream in = ForeignPage.class.getResourceAsStream("foreign-page.html")) {
      page = new String(in.readAllBytes(), UTF_8);
    }
    for (Map.Entry<String, Object> value : values.entrySet()) {
      page = page.replace(value.getKey(), value.getValue().toString());
    }
    List<String> answers = new ArrayList<>();
    Matcher form = FORM.matcher(page);
    while (form.find()) {
      answers.add(post(form.group(1), URI.create(form.group(2)), body(form.group(3))));
    }
    return answers;
  }

  private static String post(String method, URI action, String body) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + action.getRawPath() + "?" + action.getRawQuery() + " HTTP/1.1");
    lines.add("Host: " + action.getRawAuthority());
    lines.add(AGENT);
    lines.add("Origin: http://evil.example");
    lines.add("Referer: http://evil.example/");
    lines.add("Sec-Fetch-Site: cross-site");
    lines.add("Sec-Fetch-Mode: navigate");
    lines.add("Sec-Fetch-Dest: document");
    lines.add("Content-Type: text/plain");
    lines.add("Content-Length: " + body.length());
    lines.add("Connection: close");
    return RunningCluster.exchange(
        action.getPort(), String.join("\r\n", lines) + "\r\n\r\n" + body);
  }

  private static String body(String inputs) {
    StringBuilder body = new StringBuilder();
    Matcher input = INPUT.matcher(inputs);
    while (input.find()) {
      body.append(input.group(1)).append('=').append(input.group(2)).append("\r\n");
    }
    return body.toString();
  }
}
