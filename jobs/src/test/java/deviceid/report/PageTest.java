// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final String HOSTILE = "</script><script>alert(1)</script><!-- & \" ' \u2028";

  /** Numbers as they are written, with their last zeros. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(new JsonNodeFactory(true));

  private final String html = new MadePage().page().html();

  /** Also leaves the page in {@code target/}, to be looked at. */
  @Test
  void theSameContentGivesTheSameBytes() throws Exception {
    Files.writeString(Path.of("target", "made-page.html"), html);

    assertThat(new MadePage().page().html()).isEqualTo(html);
  }

  @Test
  void loadsNothingFromOutside() {
    String written = html.replace(Page.library(), "");

    assertThat(written)
        .doesNotContainPattern("(?i)https?:|//[a-z0-9]+\\.|src\\s*=|href\\s*=|@import|url\\(")
        .contains("default-src 'none'");
    assertThat(Page.library())
        .as("what the library names is a comment, not an address that it loads")
        .doesNotContainPattern("(?i)fetch\\(|XMLHttpRequest|import\\(|eval\\(|</script");
  }

  @Test
  void letsRunItsOwnScriptsAndNoOthers() throws Exception {
    List<String> scripts = all(html, "(?s)<script>(.*?)</script>");
    String policy = all(html, "script-src ([^\"]*)\"").get(0);

    assertThat(scripts).hasSize(2);
    List<String> hashes = new ArrayList<>();
    for (String script : scripts) {
      hashes.add("'sha256-" + sha256(script) + "'");
    }
    assertThat(policy).isEqualTo(String.join(" ", hashes));
    assertThat(all(html, "style-src (\\S+);"))
        .containsExactly("'sha256-" + sha256(all(html, "(?s)<style>(.*?)</style>").get(0)) + "'");
  }

  @Test
  void nothingFromDataIsEverMarkup() throws Exception {
    Table table = new Table(Column.text(HOSTILE), Column.decimal("b", "ms", 0)).row(HOSTILE, 1);
    Page page =
        Page.titled(HOSTILE)
            .heading(HOSTILE)
            .paragraph(HOSTILE)
            .points(List.of(HOSTILE))
            .terminal(HOSTILE)
            .table(HOSTILE, table)
            .folded(HOSTILE, table)
            .chart(new Chart.StackedBars(HOSTILE, HOSTILE, table, HOSTILE, List.of("b")));

    String written = page.html();

    assertThat(written.replace(Page.library(), ""))
        .doesNotContain("alert(1)</script>", "<script>alert", "<!-- &")
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)");
    assertThat(all(written, "aria-label=\"([^\"]*)\"")).hasSize(1).allMatch(s -> !s.contains("<"));
    assertThat(chartData(written).get(0).get("rows").get(0).iterator().next().textValue())
        .isEqualTo(HOSTILE);
    assertThat(all(written, "(?s)<script type=\"application/json\">(.*?)</script>").get(0))
        .doesNotContain("<", ">", "&", "\u2028");
  }

  @Test
  void chartsDrawTheNumbersOfTheTables() throws Exception {
    MadePage made = new MadePage();
    List<JsonNode> charts = chartData(html);

    assertThat(charts).hasSize(3);
    assertThat(charts.get(0).get("sizes")).isEqualTo(parsed(made.curve.sizes()));
    assertThat(charts.get(0).get("runs")).hasSize(3 * 4 * 3);
    assertThat(charts.get(1).get("rows")).isEqualTo(parsed(made.phases.table()));
    for (JsonNode record : charts.get(0).get("sizes")) {
      assertThat(html)
          .contains(
              "<td class=\"number\">" + Column.shown(record.get("median_ms").decimalValue()) + "<");
    }
  }

  @Test
  void everyNumberOfAChartStandsInATableWithoutScripts() {
    String bare = html.replaceAll("(?s)<script.*?</script>", "");

    MadePage made = new MadePage();
    for (Chart chart : List.of(made.curve, made.phases, made.attempts)) {
      assertThat(chart.numbers()).isNotEmpty();
      chart
          .numbers()
          .forEach(numbers -> assertThat(bare).contains(numbers.table().html(numbers.caption())));
    }
    assertThat(bare).contains("<noscript>");
  }

  @Test
  void aPageWithoutChartsCarriesNoScripts() {
    String plain = Page.titled("plain").paragraph("text").html();

    assertThat(plain).doesNotContain("<script").contains("script-src 'none'");
    assertThat(plain.length()).isLessThan(5_000);
  }

  private static List<JsonNode> chartData(String html) throws Exception {
    List<JsonNode> charts = new ArrayList<>();
    for (String json : all(html, "(?s)<script type=\"application/json\">(.*?)</script>")) {
      charts.add(JSON.readTree(json));
    }
    return charts;
  }

  private static JsonNode parsed(Table table) throws Exception {
    return JSON.readTree(table.json());
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void attemptsThatRanAtOnceLieInDifferentLanes() {
    JsonNode data = new MadePage().attempts.data();

    assertThat(data.path("lanes"))
        .map(JsonNode::asText)
        .containsExactly("map 1", "map 2", "reduce 1");
    assertThat(data.path("bars"))
        .map(bar -> bar.path("attempt").asText() + " in " + bar.path("lane").asText())
        .containsExactly(
            "m_000000_0 in map 1",
            "m_000001_0 in map 2",
            "m_000001_1 in map 2",
            "r_000000_0 in reduce 1",
            "m_000002_0 in map 1",
            "m_000002_1 in map 2");
  }

  private static String sha256(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
