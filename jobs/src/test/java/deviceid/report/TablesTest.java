// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void alignsNumbersRightAndMarkedColumnsLeft() {
    TextTable table =
        new TextTable("<first", "ids", "<").row("a", "1,000", "##").row("total", "1", "");

    assertThat(table).hasToString("first    ids\na      1,000  ##\ntotal      1");
  }

  @Test
  void breaksTextBetweenWordsWhereATerminalIsTooNarrow() {
    TextTable table =
        new TextTable("<what", "ids", "<why").row("first", "1", "word ".repeat(20).strip());

    assertThat(table.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.length() <= 80)
        .allMatch(line -> line.matches("what .*|.*word"));
  }

  /** A path that is broken cannot be copied. */
  @Test
  void breaksNothingWhereAWordAloneIsTooLong() {
    TextTable table =
        new TextTable("<path", "<why").row("/path".repeat(16), "a run that has just begun");

    assertThat(table.toString().lines().skip(1))
        .containsExactly("/path".repeat(16) + "  a run that has just begun");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatThrownBy(() -> new TextTable("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotesCellsThatNeedItAndWritesNumbersAlikeEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Table table =
          new Table(Column.text("name"), Column.measured("value", ""))
              .row("a,b", 1_000_000L)
              .row("say \"x\"", 1.5)
              .row("l\nm", null);

      assertThat(table.csv())
          .isEqualTo("name,value\n\"a,b\",1000000\n\"say \"\"x\"\"\",1.50\n\"l\nm\",\n");
    } finally {
      Locale.setDefault(before);
    }
  }
}
