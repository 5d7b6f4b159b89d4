// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import java.io.PrintStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Runs a command line as a user would: in, arguments; out, an exit code. */
public interface FrontDoor {

  /** Runs a program with a configuration of its own, in this process. */
  int run(Configuration conf, List<String> words, PrintStream out, PrintStream err);
}
