// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text that generate stores is read by another system as it is, its folder by a glob. */
class DuckDbReadsRowsTest {

  @TempDir Path folder;

  @Test
  void countsAsWeDo() throws Exception {
    Run.of("generate", folder + "/ids", "--ids", "20_000", "--cores", "3");
    Run.of("count", folder + "/ids", folder + "/counts");

    Map<String, Long> counts =
        counts(
            "SELECT substr(device_id, 1, 1), count(*) FROM read_csv('"
                + folder
                + "/ids/part-*', header=false, columns={'device_id': 'VARCHAR'}) GROUP BY 1");

    assertThat(counts).hasSize(16).isEqualTo(Dataset.readCounts(folder.resolve("counts")));
    assertThat(counts).isEqualTo(Dataset.countByFirst(Dataset.rows(42, 20_000)));
  }

  private static Map<String, Long> counts(String query) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }
}
