// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** One table in every form, the same wherever it is made. */
class TableTest {

  @Test
  @DefaultLocale("de-DE")
  void everyFormIsTheGoldenOneUnderADecimalComma() throws Exception {
    check();
  }

  @Test
  @DefaultLocale("ar-EG-u-nu-arab")
  void everyFormIsTheGoldenOneUnderOtherDigits() throws Exception {
    check();
  }

  @Test
  void measuredNumbersKeepThreeDigitsAndAllBeforeThePoint() {
    Table table = new Table(Column.measured("time", "ms"));
    for (double value : new double[] {12_345.678, 256.511, 9.99996, 0.000_123_456, 0, 1e12}) {
      table.row(value);
    }

    assertThat(table.csv().lines().skip(1))
        .containsExactly("12346", "257", "10.0", "0.000123", "0", "1000000000000");
  }

  @Test
  void aColumnThatHoldsNothingIsLeftOutForPeopleAlone() {
    Table table =
        new Table(Column.text("job"), Column.count("start"), Column.count("map"))
            .row("one", null, 5)
            .row("two", null, null);

    assertThat(table.text()).isEqualTo("job  map\none    5\ntwo    -");
    assertThat(table.csv()).startsWith("job,start,map\none,,5\n");
  }

  @Test
  void columnsHaveNamesForMachines() {
    assertThat(
            List.of(
                Column.decimal("b", "ns/row", 1).key(),
                Column.decimal("Share", "%", 1).key(),
                Column.count("bytes read").key()))
        .containsExactly("b_ns_per_row", "share_percent", "bytes_read");
  }

  @Test
  void aSpreadsheetComputesNothingOfCsv() {
    Table table = new Table(Column.text("a"));
    for (String cell : List.of("=1+1", "+x", "-x", "@SUM(A1)", "\t=x", "\r=x", "-1.5e3", "a=b")) {
      table.row(cell);
    }

    assertThat(table.csv())
        .isEqualTo("a\n'=1+1\n'+x\n'-x\n'@SUM(A1)\n'\t=x\n\"'\r=x\"\n-1.5e3\na=b\n");
  }

  @Test
  void markdownShowsTextAndNoMarkup() {
    Table table = new Table(Column.text("a"));
    table.row("![i](http://h/) <b> \\| **x** _y_ `z` ~s~ $m$ @n #1 www.h &lt;\nMAP_INPUT: 5");

    assertThat(table.markdown().lines().skip(2))
        .containsExactly(
            "| !&#91;i&#93;(http&#58;//h/) &#60;b&#62; &#92;&#124; &#42;&#42;x&#42;&#42; &#95;y&#95;"
                + " &#96;z&#96; &#126;s&#126; &#36;m&#36; &#64;n &#35;1 www&#46;h &#38;lt;"
                + " MAP_INPUT: 5 |");
  }

  @Test
  void refusesWhatDoesNotFit() {
    Table table = new Table(Column.text("a"), Column.count("b"));

    assertThatThrownBy(() -> table.row("x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table.row("x", "y")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table.row("x", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table.row("x", Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Table(Column.count("a"), Column.text("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Chart.StackedBars("", "", table, "a", List.of("b", "no such column")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Chart.StackedBars(
                    "",
                    "",
                    new Table(Column.decimal("s", "s", 1), Column.decimal("ms", "ms", 1)),
                    "s",
                    List.of("s", "ms")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Lines of text, count, milliseconds and rate, tabs between; {@code -} is not known. */
  private static void check() throws Exception {
    Golden golden = Golden.of(TableTest.class, "forms");
    Table table =
        new Table(
            Column.text("program"),
            Column.count("size"),
            Column.decimal("whole", "ms", 3),
            Column.measured("b", "ns/row"));
    golden
        .txt()
        .lines()
        .map(line -> line.split("\t"))
        .forEach(
            cells -> table.row(cells[0], number(cells[1]), number(cells[2]), number(cells[3])));

    assertThat(
            String.join(
                "\n",
                table.text() + "\n",
                table.csv(),
                table.json(),
                table.markdown(),
                table.html("a <caption>")))
        .isEqualTo(golden.out());
  }

  private static Double number(String cell) {
    return cell.equals("-") ? null : Double.valueOf(cell);
  }
}
