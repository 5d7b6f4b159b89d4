// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The peer DuckDB of scripts/bench, through its JDBC driver: {@code generate N FILE}, {@code count
 * FILES}, a name or a pattern, and {@code warm N FILES REPEATS}, the sampled counts of {@link
 * WarmDuckDb}. Prints {@code character<TAB>count} lines on stdout, and on stderr how long the
 * statements took without the start of the JVM and of the database.
 */
public final class DuckDb {

  private DuckDb() {}

  public static void main(String[] args) throws SQLException {
    String verb = args.length < 2 ? "" : args[0];
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      // as many as our maps at once on the machine of the target
      statement.execute("SET threads=2");
      long start = System.nanoTime();
      switch (verb) {
        case "generate" -> generate(statement, Long.parseLong(args[1]), args[2]);
        case "count" -> count(statement, text(args[1])).forEach(DuckDb::print);
        case "warm" ->
            new WarmDuckDb(statement, Long.parseLong(args[1]), args[2])
                .run(Integer.parseInt(args[3]));
        default ->
            throw new IllegalArgumentException(
                "usage: DuckDb generate N FILE | count FILES | warm N FILES K");
      }
      System.err.printf(Locale.ROOT, "statement: %.2f s%n", (System.nanoTime() - start) / 1e9);
    }
  }

  /** From a table, since {@code range()} alone would be read by one thread. */
  private static void generate(Statement statement, long ids, String file) throws SQLException {
    statement.execute("CREATE TABLE numbers AS SELECT range AS n FROM range(" + ids + ")");
    statement.execute(
        "COPY (SELECT sha1(uuid()::varchar) AS id FROM numbers) TO '"
            + quoted(file)
            + "' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '|')");
  }

  /** Rows of files, as something to select {@code id} from. */
  static String text(String files) {
    return "read_csv('"
        + quoted(files)
        + "', header=false, columns={'id':'VARCHAR'}, auto_detect=false, delim='|', quote='',"
        + " escape='')";
  }

  static SortedMap<String, Long> count(Statement statement, String rows) throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    String query = "SELECT substr(id, 1, 1), count(*) FROM " + rows + " GROUP BY 1";
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        counts.put(result.getString(1), result.getLong(2));
      }
    }
    return counts;
  }

  private static void print(String first, long count) {
    System.out.println(first + '\t' + count);
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
