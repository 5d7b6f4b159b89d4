// SPDX-License-Identifier: Apache-2.0
package deviceid.source;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.run.Engine;
import deviceid.run.Session;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import picocli.CommandLine.Option;

/** How many IDs, on how many lines: options that make a {@link GenerationPlan}. */
public final class PlanOptions {

  /** IDs per core by default. */
  public static final long IDS_PER_CORE = 1_000_000;

  /** The most IDs by default; --ids or --ids-per-core makes more. */
  public static final long MAX_UNASKED = 64_000_000;

  @Option(
      names = "--ids",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "Total number of IDs: 12m, 1_000_000 (default: 1m a core, at most 64m).")
  Long ids;

  @Option(
      names = "--ids-per-core",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "IDs per core.")
  Long idsPerCore;

  @Option(
      names = "--control",
      paramLabel = "FILE",
      description = "A control file of your own: first<TAB>count a line, from 0 on without gaps.")
  String control;

  @Option(
      names = "--cores",
      paramLabel = "C",
      converter = Converters.Whole.class,
      description =
          "Lines of the control file, one map task each (default: as many as run at once).")
  Integer cores;

  /** Whether one of the options is there. */
  boolean isGiven() {
    return ids != null || idsPerCore != null || control != null || cores != null;
  }

  /**
   * @throws ProgramException if the options exclude each other or a number is out of bounds
   */
  public GenerationPlan make(Session session) throws IOException {
    if (control != null && (ids != null || idsPerCore != null || cores != null)) {
      throw ProgramException.wrongUse(
          "--control sets the whole plan; remove --ids, --ids-per-core and --cores");
    }
    if (ids != null && idsPerCore != null) {
      throw ProgramException.wrongUse("--ids and --ids-per-core exclude each other");
    }
    if (control != null) {
      return read(Session.path(control), session.conf());
    }
    int lines = cores == null ? Engine.findMapsAtOnce(session.conf(), session.console()) : cores;
    if (lines < 1 || lines > GenerationPlan.MAX_LINES) {
      throw ProgramException.wrongUse(
          "--cores takes 1 to " + RowCount.format(GenerationPlan.MAX_LINES) + ", not " + lines);
    }
    return GenerationPlan.of(total(lines, session), lines);
  }

  private long total(int lines, Session session) {
    if (ids != null) {
      return ids;
    }
    try {
      long total = Math.multiplyExact(idsPerCore == null ? IDS_PER_CORE : idsPerCore, lines);
      if (idsPerCore == null && total > MAX_UNASKED) {
        session
            .console()
            .say(
                "1m ids a core would be %s; the default stops at %s. Pass --ids-per-core 1m for all",
                RowCount.format(total), RowCount.format(MAX_UNASKED));
        return MAX_UNASKED;
      }
      return total;
    } catch (ArithmeticException e) {
      throw ProgramException.wrongUse(
          idsPerCore + " ids a core on " + lines + " cores exceed 2^63 - 1");
    }
  }

  private static GenerationPlan read(Path file, Configuration conf) throws IOException {
    if (new CompressionCodecFactory(conf).getCodec(file) != null) {
      throw ProgramException.wrongUse(
          "control file " + file + " is compressed; give it as plain text");
    }
    InputStream in = open(file, conf);
    try (in) {
      return ControlFile.read(in);
    } catch (IllegalArgumentException e) {
      throw ProgramException.wrongUse(e.getMessage());
    }
  }

  private static InputStream open(Path file, Configuration conf) throws IOException {
    FileSystem fs = file.getFileSystem(conf);
    try {
      return fs.open(file);
    } catch (FileNotFoundException | IllegalArgumentException e) { // the latter for a colon
      throw ProgramException.wrongUse(
          "control file " + file + " cannot be read: " + ProgramException.firstLine(e));
    }
  }
}
