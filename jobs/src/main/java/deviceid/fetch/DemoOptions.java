// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import deviceid.input.RequestList;
import java.util.List;
import picocli.CommandLine.Option;

/** The requests of a demonstration. */
final class DemoOptions {

  private static final int MOST_REQUESTS = 200;

  @Option(
      names = "--demo",
      description = "Fetch delays from a server of our own, in all modes, and compare them.")
  boolean demo;

  @Option(
      names = "--requests",
      paramLabel = "N",
      converter = Converters.Whole.class,
      defaultValue = "5",
      description = "Requests of the demo (default: ${DEFAULT-VALUE}).")
  int requests;

  @Option(
      names = "--max-delay",
      paramLabel = "S",
      converter = Seconds.class,
      defaultValue = "3s",
      description = "Its longest delay, 0.3s to 9.9s; others are 1/3, 2/3 (default: 3s).")
  long longest;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      defaultValue = Seed.DEFAULT,
      description = "Seed of its delays: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
  long seed;

  /**
   * The delays in milliseconds.
   *
   * @throws ProgramException if a number is out of bounds
   */
  List<Long> delays() {
    if (requests < 1 || requests > MOST_REQUESTS) {
      throw ProgramException.wrongUse("--requests takes 1 to " + MOST_REQUESTS);
    }
    if (longest < 300 || longest > 9_900 || longest % 3 != 0) {
      throw ProgramException.wrongUse(
          "--max-delay takes 0.3s to 9.9s whose third is whole milliseconds");
    }
    return RequestList.delays(seed, requests, longest);
  }
}
