// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import java.io.PrintStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The front door, as a program may use it: a command line in, an exit status out. */
public interface FrontDoor {

  /** Runs a program with a configuration of its own, in this process. */
  int run(Configuration conf, List<String> words, PrintStream out, PrintStream err);
}
