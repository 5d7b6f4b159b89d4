// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.IdRange;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.JobOutput;
import deviceid.rows.RowVerdicts;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.sample.RowSequence.Piece;
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
