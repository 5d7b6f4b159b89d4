// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import deviceid.cli.Console;
import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.BadRowReason;
import deviceid.rows.StoredRowReader.FirstRows;
import deviceid.rows.StoredRowReader.Row;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.RowRules;
import deviceid.source.StoredRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows the first rows of stored IDs, good and bad: in, files; out, a table in Spark's frame. No
 * job runs, and nothing is read but the rows that are shown and one more, and at most 1 MiB of a
 * line without an end.
 *
 * <p>{@code hadoop jar device-id-jobs.jar show ids}
 */
@Command(
    name = "show",
    description = "Show the first stored rows, or where their blocks lie.",
    footer = {
      "",
      "Rows are read in the order of the parts' names. Columns: device_id, and first, the first",
      "character of it, which count groups by.",
      "",
      "Examples:",
      "  show ids                                20 rows, cut at 20 characters",
      "  show ids -n 5 --truncate 0              whole IDs",
      "  show ids --columns device_id,first      with the column to group by",
      "  show ids --blocks                       blocks and hosts of each part"
    })
public final class ShowRows implements Program {

  private static final int MOST = 100_000;

  private static final String DEVICE_ID = "device_id";

  /** The column of reasons, which is there where a row is bad, and is not cut. */
  private static final String BAD_ROW = "bad_row";

  private static final Map<String, UnaryOperator<String>> COLUMNS =
      Map.of(DEVICE_ID, id -> id, "first", id -> id.substring(0, 1));

  @Parameters(paramLabel = "<input>", description = "Stored IDs: a file, a folder or a glob.")
  String input;

  @Option(
      names = "-n",
      paramLabel = "ROWS",
      converter = Converters.Whole.class,
      defaultValue = "20",
      description = "Rows to show (default: ${DEFAULT-VALUE}).")
  int rows;

  @Option(
      names = "--truncate",
      paramLabel = "W",
      converter = Converters.Whole.class,
      defaultValue = "20",
      description = "Characters to show of each cell; 0 for all (default: ${DEFAULT-VALUE}).")
  int truncate;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "device_id",
      description = "Columns, with commas between (default: ${DEFAULT-VALUE}).")
  List<String> columns;

  @Mixin RowRules rules = new RowRules();

  @Option(names = "--blocks", description = "Show blocks and hosts of each part instead.")
  boolean blocks;

  @Override
  public void run(Session session) throws Exception {
    long begun = System.nanoTime();
    refuseWrongUse();
    StoredRows stored = StoredRows.find(input, rules, session);
    if (blocks) {
      session.console().print(Blocks.of(stored.files(), session.conf()).text());
      return;
    }
    FirstRows first = stored.readFirst(rows + 1);
    List<Row> shown = first.rows().subList(0, Math.min(rows, first.rows().size()));
    Console console = session.console();
    console.print(table(shown).toString());
    if (first.rows().size() > rows) {
      console.print("only showing top " + rows + (rows == 1 ? " row" : " rows"));
    }
    first.stop().ifPresent(place -> console.say("stopped at %s", place));
    long bad = shown.stream().filter(row -> row.why().isPresent()).count();
    if (bad > 0) {
      BadRowReason why =
          shown.stream().flatMap(row -> row.why().stream()).findFirst().orElseThrow();
      console.say("bad rows shown: %s. %s.", RowCount.format(bad), why.nextStep());
    }
    stored.manifestFaults().stream()
        .findFirst()
        .ifPresent(fault -> console.say("WARN: the files do not match their manifest: %s", fault));
    console.say(
        "%s bytes read in %.1f ms, without a job: the rows are stored, not regenerated",
        RowCount.format(first.bytes()), (System.nanoTime() - begun) / 1e6);
  }

  /** A bad row has no columns but its beginning and, in one more, the reason. */
  private AsciiTable table(List<Row> shown) {
    boolean anyBad = shown.stream().anyMatch(row -> row.why().isPresent());
    List<String> header = new ArrayList<>(columns);
    if (anyBad) {
      header.add(BAD_ROW);
    }
    AsciiTable table = new AsciiTable(header, truncate, BAD_ROW);
    for (Row row : shown) {
      List<String> cells = new ArrayList<>();
      columns.forEach(name -> cells.add(cell(name, row)));
      if (anyBad) {
        cells.add(row.why().map(BadRowReason::reason).orElse(""));
      }
      table.row(cells);
    }
    return table;
  }

  private static String cell(String column, Row row) {
    boolean whole = column.equals(DEVICE_ID);
    return row.why().isPresent() && !whole ? "" : COLUMNS.get(column).apply(row.text());
  }

  private void refuseWrongUse() {
    if (rows < 1 || rows > MOST) {
      throw ProgramException.wrongUse(
          "-n takes 1 to " + RowCount.format(MOST) + ", not " + RowCount.format(rows));
    }
    for (String name : columns) {
      if (!COLUMNS.containsKey(name)) {
        throw ProgramException.wrongUse(
            String.format(
                Locale.ROOT,
                "there is no column '%s'; there are %s",
                name,
                COLUMNS.keySet().stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }
}
