// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.Console;
import deviceid.run.Session;
import deviceid.source.RowRules;
import deviceid.source.StoredRows;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Files of rows as a program finds them, for tests that make a job of their own. */
public final class StoredInput {

  private StoredInput() {}

  /** Rows in files, judged by the rules that hold without an option. */
  public static StoredRows find(String input, Configuration conf) throws Exception {
    return StoredRows.find(input, new RowRules(), session(conf));
  }

  /** A session that prints nothing and keeps no record. */
  public static Session session(Configuration conf) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Session(conf, new Console(nowhere, nowhere, false), List.of());
  }
}
