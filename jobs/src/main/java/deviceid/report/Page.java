// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.cli.Secrets;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.IOUtils;
import org.apache.commons.text.StringEscapeUtils;

/**
 * One HTML page that needs nothing else: it opens offline, in light and dark, on paper and on a
 * phone. Every number stands in a table, so that it can be read without scripts and without colour;
 * charts are drawn of the same tables. The page's policy forbids it to load anything.
 */
public final class Page {

  private static final int LONG = 5; // headings
  private static final String CONTENTS = "<!-- contents -->\n"; // text has no <

  private static final Pattern UNSAFE_IN_SCRIPT = Pattern.compile("[<>&\\u2028\\u2029]");

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder links = new StringBuilder();
  private int headings;
  private boolean charts;

  private Page(String title) {
    this.title = title;
  }

  public static Page titled(String title) {
    return new Page(title);
  }

  /** What the page is about, a fact a line; a value that begins with PASS or FAIL stands out. */
  public Page facts(Map<String, String> facts) {
    body.append("<dl>\n");
    facts.forEach(
        (name, value) -> {
          String verdict = value.replaceFirst("(?s)^(PASS|FAIL)?.*", "$1").toLowerCase(Locale.ROOT);
          body.append("<dt>").append(text(name)).append("</dt><dd");
          body.append(verdict.isEmpty() ? "" : " class=\"" + verdict + "\"");
          body.append('>').append(text(value)).append("</dd>\n");
        });
    body.append("</dl>\n").append(CONTENTS);
    return this;
  }

  public Page heading(String text) {
    return anchored("h2", text);
  }

  public Page subheading(String text) {
    return anchored("h3", text);
  }

  public Page paragraph(String text) {
    body.append("<p>").append(text(text)).append("</p>\n");
    return this;
  }

  /** A list with a point a text. */
  public Page points(List<String> texts) {
    body.append(
        texts.stream()
            .map(text -> "<li>" + text(text) + "</li>\n")
            .collect(Collectors.joining("", "<ul>\n", "</ul>\n")));
    return this;
  }

  /** What a terminal shows, with its addresses as links. */
  public Page terminal(String text) {
    body.append("<pre>")
        .append(text(text).replaceAll("https?://[^\\s<>&;,\"']+", "<a href=\"$0\">$0</a>"))
        .append("</pre>\n");
    return this;
  }

  public Page table(String caption, Table table) {
    body.append(table.html(caption));
    return this;
  }

  /** A long table, that opens on a click; on paper it is as it was left. */
  public Page folded(String caption, Table table) {
    body.append("<details><summary>")
        .append(text(caption))
        .append("</summary>\n")
        .append(table.html(caption))
        .append("</details>\n");
    return this;
  }

  /** A picture, followed by the tables that it is drawn of. */
  public Page chart(Chart chart) {
    charts = true;
    body.append("<figure>\n<h3>")
        .append(text(chart.title()))
        .append("</h3>\n<div class=\"chart\"><canvas role=\"img\" aria-label=\"")
        .append(text(chart.title() + "; the tables below have its numbers"))
        .append("\"></canvas></div>\n<script type=\"application/json\">")
        .append(json(chart.data()))
        .append("</script>\n<figcaption>")
        .append(text(chart.caption()))
        .append("</figcaption>\n</figure>\n<noscript><p>")
        .append("This picture needs scripts; its numbers follow.</p></noscript>\n");
    for (Chart.Numbers numbers : chart.numbers()) {
      if (numbers.folded()) {
        folded(numbers.caption(), numbers.table());
      } else {
        table(numbers.caption(), numbers.table());
      }
    }
    return this;
  }

  /** The whole page; the same content gives the same bytes. */
  public String html() {
    String style = read("deviceid/report/page.css");
    List<String> scripts =
        charts ? List.of(library(), read("deviceid/report/charts.js")) : List.of();
    List<String> hashes = scripts.stream().map(Page::hash).toList();
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; \
        form-action 'none'; style-src %s; script-src %s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s</main>
        %s</body>
        </html>
        """
        .formatted(
            hash(style),
            hashes.isEmpty() ? "'none'" : String.join(" ", hashes),
            text(title),
            style,
            text(title),
            body.toString()
                .replace(CONTENTS, headings < LONG ? "" : "<nav>" + links + "</p></nav>\n"),
            scripts.stream()
                .map(script -> "<script>" + script + "</script>\n")
                .collect(Collectors.joining()));
  }

  /** A heading that links lead to. */
  private Page anchored(String name, String text) {
    String anchor = "at-" + ++headings;
    boolean chapter = name.equals("h2");
    body.append('<').append(name).append(" id=\"").append(anchor).append("\">");
    body.append(text(text)).append("</").append(name).append(">\n");
    links.append(!chapter ? " \u00b7 " : links.isEmpty() ? "<p>" : "</p>\n<p>");
    links.append("<a href=\"#").append(anchor).append(chapter ? "\" class=\"chapter\">" : "\">");
    links.append(text(text)).append("</a>");
    return this;
  }

  /** Text without secrets, as it may stand between tags and in a quoted attribute. */
  static String text(String text) {
    return StringEscapeUtils.escapeHtml4(Secrets.hide(text));
  }

  /** JSON as it may stand in a script element: nothing in it can end the element. */
  private static String json(JsonNode node) {
    return UNSAFE_IN_SCRIPT
        .matcher(node.toString())
        .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
  }

  /** The charting library, out of its unmodified jar. */
  static String library() {
    Properties pom = new Properties();
    try {
      pom.load(new StringReader(read("META-INF/maven/org.webjars.npm/chart.js/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = pom.getProperty("version");
    return read("META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.js");
  }

  /** What a Content-Security-Policy calls a script or style sheet that travels inside a page. */
  private static String hash(String content) {
    return "'sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(content)) + "'";
  }

  private static String read(String resource) {
    try {
      return IOUtils.resourceToString(resource, StandardCharsets.UTF_8, Page.class.getClassLoader())
          .replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
