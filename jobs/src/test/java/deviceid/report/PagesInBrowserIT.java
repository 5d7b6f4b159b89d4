// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.Dataset;
import deviceid.Golden;
import deviceid.Run;
import deviceid.counters.Comparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page that the programs write, in a real browser, offline. Its pictures are in {@code
 * target/pages}. {@code .ci/install-browser} installs the browser.
 */
@Tag("sweep")
class PagesInBrowserIT {

  private static final Path PICTURES = Path.of("target", "pages");
  private static final int HIGHEST = 6_000; // pixels of a picture

  /** Elements that reach beyond the page; tables may scroll within their own box. */
  private static final String TOO_WIDE =
      "[...document.querySelectorAll('body *')]"
          + ".filter(e => !e.parentElement.closest('.table, pre'))"
          + ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
          + ".map(e => e.tagName + ': ' + e.textContent.slice(0, 60))";

  /** Tables that scroll. */
  private static final String SCROLLED =
      "[...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth + 1)"
          + ".map(e => e.textContent.slice(0, 60) + ' ' + e.scrollWidth)";

  /** For each chart, how many of its pixels are drawn. */
  private static final String DRAWN =
      "[...document.querySelectorAll('canvas')].map(c => c.getContext('2d')"
          + ".getImageData(0, 0, c.width, c.height).data.filter((a, i) => i % 4 === 3 && a).length)";

  @TempDir static Path folder;
  private static final Map<String, Path> pages = new LinkedHashMap<>();
  private static Browser browser;

  @BeforeAll
  static void writePages() throws Exception {
    Path program = Browser.find().orElse(null);
    assumeTrue(program != null, "no headless Chromium is installed");
    Files.createDirectories(PICTURES);
    String runs = "-Ddeviceid.runs=" + folder.resolve("runs");
    String ids = Dataset.write(folder.resolve("ids"), Dataset.rows(42, 2_000)).toString();
    pages.put("made", Dataset.write(folder.resolve("made.html"), new MadePage().page().html()));

    Run.of("sample", ids, folder + "/curve", "--compare", "--repeats", "2", runs).succeeds();
    pages.put("sample", folder.resolve("curve/_report.html"));
    String[] three = {"--repeats", "3", "--max-repeats", "3", "--format", "html"};
    String[] vary = {"--vary", "", "--vary", "--emit-every 1", "--", "count", ids};
    print("compare", three, runs, vary);
    Path pair =
        Dataset.write(folder.resolve("pair.json"), Golden.of(Comparison.class, "pair").txt());
    print("counters", new String[] {"--format", "html"}, runs, pair + "#1", pair + "#2");
    Run.of("story", folder + "/story", "--ids", "2k", "-Ddeviceid.fetch.max-delay=0.3s", runs)
        .succeeds();
    pages.put("story", folder.resolve("story/index.html"));
    browser = Browser.open(program, folder.resolve("profile"));
  }

  private static void print(String program, String[] options, String runs, String... rest)
      throws Exception {
    Run run =
        Run.of(
            Stream.of(new String[] {program, runs}, options, rest)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    run.succeeds();
    pages.put(program, Dataset.write(folder.resolve(program + ".html"), run.out()));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1280, light, screen, true",
    "1280, dark, screen, true",
    "400, light, screen, true",
    "400, dark, screen, false",
    "700, light, print, true"
  })
  void fitAndAreDrawn(int width, String theme, String media, boolean scripts) throws Exception {
    for (Map.Entry<String, Path> page : pages.entrySet()) {
      browser.show(page.getValue(), width, theme, media, scripts);
      String name = String.join("-", page.getKey(), "" + width, theme, media, "" + scripts);
      browser.picture(PICTURES.resolve(name + ".png"), HIGHEST);

      assertThat(browser.errors()).as(name).isEmpty();
      assertThat(browser.evaluate(TOO_WIDE)).as("%s: wider than the page", name).isEmpty();
      if (width > 400) {
        assertThat(browser.evaluate(SCROLLED)).as("%s: tables that scroll", name).isEmpty();
      }
      JsonNode drawn = browser.evaluate(DRAWN);
      if (scripts) {
        assertThat(drawn).as("%s: charts drawn", name).allMatch(one -> one.asInt() > 1_000);
      }
    }
  }

  @Test
  void takeNoWordsOfTheirOwnForSecrets() {
    assertThat(pages.values())
        .allSatisfy(page -> assertThat(page).content().doesNotContain("redacted"));
  }

  @Test
  void arePrinted() throws Exception {
    for (Map.Entry<String, Path> page : pages.entrySet()) {
      browser.show(page.getValue(), 1280, "dark", "", true);
      Path paper = PICTURES.resolve(page.getKey() + ".pdf");
      browser.paper(paper);

      assertThat(Files.size(paper)).as(page.getKey()).isGreaterThan(10_000);
      assertThat(browser.errors()).as(page.getKey()).isEmpty();
    }
  }
}
