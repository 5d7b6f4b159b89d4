// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the struck program is to do.
 *
 * @param rows of the input, or of the output if it has none
 * @param input where they are stored; empty if they are generated
 * @param settings further words of the command line
 */
record Workload(
    Program program, long seed, long rows, int parts, String input, List<String> settings) {

  enum Program {
    GENERATE,
    GENERATE_IN_REDUCERS,
    COUNT,
    COUNT_LAZY,
    CONVERT,
    SAMPLE,
    VALIDATE;

    boolean readsStoredRows() {
      return List.of(COUNT, CONVERT, SAMPLE, VALIDATE).contains(this);
    }
  }

  /** What a fault needs of the program that it strikes. */
  enum Needs {
    ANYTHING,
    MAPS,
    REDUCES,
    ROWS_WRITTEN,
    MAP_OUTPUT_ON_DISK,
    SMALL_OUTPUT,
    OWN_INPUT;

    List<Program> programs() {
      return switch (this) {
        case ANYTHING, MAPS -> List.of(Program.values());
        case REDUCES ->
            List.of(
                Program.GENERATE_IN_REDUCERS, Program.COUNT, Program.COUNT_LAZY, Program.SAMPLE);
        case ROWS_WRITTEN ->
            List.of(Program.GENERATE, Program.GENERATE_IN_REDUCERS, Program.CONVERT);
        case MAP_OUTPUT_ON_DISK -> List.of(Program.COUNT);
        case SMALL_OUTPUT -> List.of(Program.GENERATE, Program.COUNT_LAZY);
        case OWN_INPUT -> List.of(Program.COUNT, Program.CONVERT, Program.SAMPLE, Program.VALIDATE);
      };
    }

    boolean containers() {
      return this != ANYTHING && this != SMALL_OUTPUT;
    }
  }

  /** Tasks run in JVMs of their own, whatever their number. */
  private static final String CONTAINERS = "-Dmapreduce.job.ubertask.enable=false";

  /** The client waits for a NameNode that does not answer. */
  private static final String PATIENT = "-Ddfs.client.retry.policy.enabled=true";

  private static final long[] SIZES = {600_000, 2_000_000, 5_000_000, 10_000_000};

  /** So that a block is still in writing when a fault comes. */
  private static final long LONGER = 2;

  private static final long SMALL = 1_000_000;

  /** Stored when first needed, and kept. */
  private static final List<Workload> STORED =
      List.of(
          stored(1, 600_000, 2, "/chaos/base/small"),
          stored(2, 4_000_000, 3, "/chaos/base/middle"),
          stored(3, 12_000_000, 4, "/chaos/base/large"));

  private static Workload stored(long seed, long rows, int parts, String path) {
    return new Workload(Program.GENERATE, seed, rows, parts, path, List.of());
  }

  static Workload draw(Random random, Needs needs, String parent) {
    List<Program> programs = needs.programs();
    Program program = programs.get(random.nextInt(programs.size()));
    List<String> settings = new ArrayList<>();
    if (random.nextBoolean()) {
      settings.add(PATIENT);
    }
    if (needs.containers() || random.nextBoolean()) {
      settings.add(CONTAINERS);
    }
    if (needs == Needs.MAP_OUTPUT_ON_DISK) {
      settings.addAll(List.of("--emit-every", "1", "--no-combiner")); // megabytes of it
    }
    int parts = 2 + random.nextInt(3);
    long seed = random.nextInt(1_000_000);
    if (needs == Needs.OWN_INPUT) {
      return new Workload(program, seed, SMALL, 4, parent + "/in", settings);
    }
    if (!program.readsStoredRows()) {
      long rows = SIZES[random.nextInt(SIZES.length)];
      rows =
          switch (needs) {
            case SMALL_OUTPUT -> SMALL;
            case ROWS_WRITTEN -> LONGER * rows;
            default -> rows;
          };
      return new Workload(program, seed, rows, parts, "", settings);
    }
    int largest = STORED.size() - 1;
    Workload base =
        STORED.get(needs == Needs.ROWS_WRITTEN ? largest : random.nextInt(STORED.size()));
    return new Workload(program, base.seed, base.rows, base.parts, base.input, settings);
  }

  /** The words after the jar; {@code output} is ignored where nothing is published. */
  List<String> command(String output) {
    String line =
        switch (program) {
          case GENERATE -> "generate " + output + plan() + " --cores " + parts;
          case GENERATE_IN_REDUCERS ->
              "generate " + output + plan() + " --cores " + parts + " --in reducers";
          case COUNT -> "count " + input + " " + output;
          case COUNT_LAZY -> "count --lazy " + output + plan() + " --cores " + parts;
          case CONVERT -> "convert " + input + " " + output + " --format sequence";
          case SAMPLE -> "sample " + input + " " + output + " --repeats 1 --ratio " + rows / 2;
          case VALIDATE -> "validate " + input;
        };
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    words.addAll(settings);
    return words;
  }

  private String plan() {
    return " --ids " + rows + " --seed " + seed;
  }

  /** How the input of this one is made. */
  List<String> inputCommand() {
    return List.of(("generate " + input + plan() + " --cores " + parts).split(" ", -1));
  }

  boolean publishes() {
    return program != Program.VALIDATE;
  }

  boolean publishesRows() {
    return Needs.ROWS_WRITTEN.programs().contains(program);
  }
}
