// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.io.PrintStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The suite's front door as its own program may use it: a command line in, an exit status out. */
public interface Programs {

  /** Runs a program with a configuration of its own, in this process. */
  int run(Configuration conf, List<String> words, PrintStream out, PrintStream err);
}
