// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import picocli.CommandLine.Parameters;

/** The two positional arguments of programs that read stored IDs and make a folder. */
public final class InputAndOutput {

  @Parameters(
      index = "0",
      paramLabel = "<input>",
      description = "Stored IDs: a file, a folder of files, or a glob.")
  private String input;

  @Parameters(
      index = "1",
      paramLabel = "<output>",
      description = "Folder to make; it must not exist.")
  private String output;

  public String input() {
    return input;
  }

  public String output() {
    return output;
  }
}
