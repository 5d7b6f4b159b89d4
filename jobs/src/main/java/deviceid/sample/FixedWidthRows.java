// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.JobOutput;
import deviceid.rows.RowVerdicts;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.sample.SampleSplit.RowSequence;
import deviceid.sample.SampleSplit.RowSequence.Piece;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.Job;

/** Stored rows of 41 bytes, of which a job reads no more than it must. */
record FixedWidthRows(StoredRows stored, ReadCosts costs, Configuration conf)
    implements Population {

  /**
   * Whether the rows of a sample are read one by one or with all that lies between them, from what
   * {@code scripts/bench-reads} measures: nanoseconds a row of 41 bytes taken, the next one a gap
   * of rows away, from memory (2 cores, one DataNode on the same machine; the machine was busy, so
   * read the ratios: local ones by CPU time, HDFS by least of several rounds).
   *
   * <pre>
   *             local files             HDFS
   *      gap     seek   stream     seek  positioned   stream
   *       10      295       94   20,306     457,496      399
   *      100    1,500      938   18,142     358,388    3,986
   *      200    1,924    1,877   28,988     377,170    7,972
   *      300    1,979    2,815   23,239     384,224   11,959
   *    1,000    2,456    9,383   54,735     419,108   39,862
   *    8,000        -        -  1,963,742   358,971  318,899
   *   10,000    4,762   93,833  1,056,220   373,855  398,624
   * </pre>
   *
   * <p>A local seek reads a chunk to verify it. On HDFS a near seek reads through what lies between
   * and a far one opens the rest of the block anew, so there only positioned reads are ever
   * cheaper. An object store is alike, with S3A and a server on the same machine:
   *
   * <pre>
   *      gap   positioned      stream
   *    1,000    3,041,124     108,974
   *   10,000    6,699,702   1,089,744
   *   50,000    6,235,296   5,448,722
   *  100,000    5,482,362  10,897,444
   * </pre>
   */
  enum ReadCosts {
    /** Seek, then read. */
    LOCAL(200, 50_000, false),
    /** Positioned reads. */
    HDFS(8_000, 10_000, true),
    /** The same, each a request. */
    STORE(60_000, 1_000, true);

    private final long sparseGap;
    private final long rowsOfAMap;
    private final boolean positioned;

    ReadCosts(long sparseGap, long rowsOfAMap, boolean positioned) {
      this.sparseGap = sparseGap;
      this.rowsOfAMap = rowsOfAMap;
      this.positioned = positioned;
    }

    static ReadCosts of(FileSystem fs) {
      return switch (fs.getUri().getScheme()) {
        case "file" -> LOCAL;
        case "hdfs" -> HDFS;
        default -> STORE;
      };
    }

    /** Whether taking each row for itself is cheaper than reading all that lies between. */
    boolean isSparse(Sampling sampling) {
      return sampling.rows() / Math.max(1, sampling.size()) >= sparseGap;
    }

    /** Maps that the rows of a sparse sample are worth. */
    long sparseMaps(long size) {
      return 1 + (size - 1) / rowsOfAMap;
    }

    /** Whether one row is taken by a positioned read, and not by a seek and a read. */
    boolean isPositioned() {
      return positioned;
    }

    /** Rows of a sample from whose average distance on its rows are taken one by one. */
    long sparseGap() {
      return sparseGap;
    }
  }

  /** A row is not where it should be, so that positions are not rows. */
  static final class IrregularException extends IOException {
    private static final long serialVersionUID = 1;
  }

  static FixedWidthRows of(StoredRows stored, Configuration conf) throws IOException {
    FileSystem fs = stored.files().root().getFileSystem(conf);
    return new FixedWidthRows(stored, ReadCosts.of(fs), conf);
  }

  @Override
  public long rows() {
    return stored.files().rows();
  }

  @Override
  public Way way(Sampling sampling) {
    return costs.isSparse(sampling) ? Way.SEEK : Way.STREAM;
  }

  @Override
  public void feed(Job job, Sampling sampling) throws IOException {
    stored.configure(job);
    Engine.compileQuickly(job);
    boolean sparse = costs.isSparse(sampling);
    Engine.allowUberIfSmall(job, sparse ? sampling.size() : sampling.rows());
    SampleInputFormat.feed(job, sampling, splits(job, sampling, sparse));
  }

  /**
   * A sample whose rows are taken one by one has few maps, by its rows; one that streams has as
   * many as a count of the same files. Splits carry ranges of rows, never lists of them.
   */
  private List<SampleSplit> splits(Job job, Sampling sampling, boolean sparse) throws IOException {
    RowSequence all = RowSequence.of(stored.files());
    long maps = Math.min(splitsOfAScan(job), all.rows());
    if (sparse) {
      maps = Math.min(maps, costs.sparseMaps(sampling.size()));
    }
    List<SampleSplit> splits = new ArrayList<>();
    for (IdRange range : GenerationPlan.of(all.rows(), Math.toIntExact(maps)).ranges()) {
      RowSequence part = all.within(range.first(), range.end());
      // YARN runs no job inside its master whose splits are long
      long taken = sparse ? 1 + sampling.size() / maps : range.count();
      splits.add(
          new SampleSplit(
              part,
              sparse,
              sparse && costs.isPositioned(),
              taken * DeviceIds.ROW_BYTES,
              sparse ? new String[0] : hosts(part)));
    }
    return splits;
  }

  /** As many splits as a count of these files has, but evenly cut. */
  private long splitsOfAScan(Job job) {
    long block =
        stored.files().files().stream()
            .mapToLong(file -> file.status().getBlockSize())
            .max()
            .orElse(1);
    long splits = 1 + (stored.bytes() - 1) / DeviceIdInputFormat.splitBytes(job, block);
    return Math.max(1, Math.min(splits, GenerationPlan.MAX_LINES));
  }

  /** Those that hold the middle of the longest piece. */
  private String[] hosts(RowSequence part) throws IOException {
    Piece longest = part.pieces().get(0);
    for (Piece piece : part.pieces()) {
      longest = piece.rows() > longest.rows() ? piece : longest;
    }
    FileSystem fs = longest.file().getFileSystem(conf);
    long middle = longest.position(longest.first() + longest.rows() / 2);
    BlockLocation[] blocks = fs.getFileBlockLocations(longest.file(), middle, 1);
    return blocks.length == 0 ? new String[0] : blocks[0].getHosts();
  }

  /**
   * Bad rows at fixed positions may be good rows elsewhere: who judges them has to scan.
   *
   * @throws IrregularException if there is one
   */
  @Override
  public void judge(JobRun run, JobOutput output) throws IOException {
    if (RowVerdicts.badRows(run::count) > 0) {
      throw new IrregularException();
    }
  }

  @Override
  public void refuseChanged() throws IOException {
    stored.refuseChanged();
  }
}
