// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.rows.FirstRows;
import deviceid.rows.InputFiles;
import deviceid.run.Program;
import deviceid.run.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows the first rows of stored IDs: in, files; out, a table in Spark's frame. No job runs, and
 * nothing is read but the rows that are shown and one more.
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

  private static final Map<String, UnaryOperator<String>> COLUMNS =
      Map.of("device_id", id -> id, "first", id -> id.substring(0, 1));

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
      description = "Characters of a cell; 0 for all of them (default: ${DEFAULT-VALUE}).")
  int truncate;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "device_id",
      description = "Columns, with commas between (default: ${DEFAULT-VALUE}).")
  List<String> columns;

  @Option(names = "--blocks", description = "Show blocks and hosts of each part instead.")
  boolean blocks;

  @Override
  public void run(Session session) throws Exception {
    long begun = System.nanoTime();
    refuseWrongUse();
    InputFiles files = InputFiles.find(Session.path(input), session.conf());
    if (blocks) {
      session.console().print(Blocks.of(files, session.conf()).text());
      return;
    }
    FirstRows first = FirstRows.read(files, session.conf(), rows + 1);
    AsciiTable table = new AsciiTable(columns, truncate);
    first.ids().stream()
        .limit(rows)
        .forEach(
            id -> table.row(columns.stream().map(name -> COLUMNS.get(name).apply(id)).toList()));
    session.console().print(table.toString());
    if (first.ids().size() > rows) {
      session.console().print("only showing top " + rows + (rows == 1 ? " row" : " rows"));
    }
    if (first.badRows() > 0) {
      session.console().say("bad rows passed over: %s", RowCount.format(first.badRows()));
    }
    session
        .console()
        .say(
            "%s bytes read in %.1f ms, without a job: the rows are stored, none is made again",
            RowCount.format(first.bytes()), (System.nanoTime() - begun) / 1e6);
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
