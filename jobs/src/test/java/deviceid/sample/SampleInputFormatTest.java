// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import deviceid.Dataset;
import deviceid.StoredInput;
import deviceid.input.RankPermutation;
import deviceid.rows.StoredRowReader.CountingReporter;
import deviceid.rows.Work;
import deviceid.sample.FixedWidthRows.ReadCosts;
import deviceid.sample.SampleSplit.RowSequence;
import deviceid.sample.SampleSplit.RowSequence.Piece;
import deviceid.sample.Sampling.SampleDraw;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of files of unequal length, empty and one-row files among them. */
class SampleInputFormatTest {

  private static final int[] FILE_ROWS = {1, 5_000, 0, 3, 12_000, 1, 0};
  private static final int ROWS = 17_005;

  @TempDir Path folder;
  private Sampling.Method method = Sampling.Method.EXACT;
  private ReadCosts costs = ReadCosts.LOCAL;
  private final Configuration conf = new Configuration(false);

  private String input;
  private List<String> rows;
  private long bytes;

  @BeforeEach
  void makeFiles() throws Exception {
    String text = Dataset.rows(42, ROWS);
    rows = text.lines().toList();
    int at = 0;
    for (int i = 0; i < FILE_ROWS.length; i++) {
      int end = at + 41 * FILE_ROWS[i];
      Dataset.write(folder.resolve("ids/part-" + i), text.substring(at, end));
      at = end;
    }
    input = folder + "/ids";
  }

  @Test
  void givesExactlyTheRowsOfTheRanksBelowN() throws Exception {
    for (int size : new int[] {1, 2, 17, 170, 9_000, ROWS - 1, ROWS}) {
      RankPermutation permutation = new RankPermutation(9, ROWS);
      List<String> expected = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        if (permutation.rank(row) < size) {
          expected.add(rows.get(row));
        }
      }

      assertThat(expected).hasSize(size);
      assertThat(sample(size, 1, 0)).as("size %d", size).isEqualTo(expected);
    }
  }

  @Test
  void givesTheSameRowsForAnyCutIntoSplits() throws Exception {
    for (int size : new int[] {3, 500, 8_192, 16_000, ROWS}) {
      List<String> whole = sample(size, 1, 0);
      for (int seed = 1; seed <= 5; seed++) {
        assertThat(sample(size, 2 + 3 * seed, seed)).as("size %d", size).isEqualTo(whole);
      }
    }
  }

  @Test
  void nestsSmallerSamplesInLargerOnes() throws Exception {
    List<String> larger = sample(2_000, 1, 0);

    assertThat(new HashSet<>(larger)).hasSize(2_000).containsAll(sample(300, 4, 2));
  }

  @Test
  void givesTheRowsOfABernoulliSampleForAnyCutIntoSplits() throws Exception {
    method = Sampling.Method.BERNOULLI;
    for (int size : new int[] {5, 170, 9_000, ROWS}) {
      LongPredicate test = new Sampling(method, 9, ROWS, size).test();
      List<String> expected =
          IntStream.range(0, ROWS).filter(test::test).mapToObj(rows::get).toList();

      assertThat(sample(size, 1, 0)).as("size %d", size).isEqualTo(expected);
      assertThat(sample(size, 7, 1)).as("size %d", size).isEqualTo(expected);
    }
  }

  @Test
  void startsOneMapForFewRowsAndAsManyAsACountForMany() throws Exception {
    conf.setLong(FileInputFormat.SPLIT_MAXSIZE, 41 * 1_000);
    Job few = job(12);
    Job many = job(ROWS / 2);

    assertThat(new SampleInputFormat().getSplits(few)).hasSize(1);
    assertThat(new SampleInputFormat().getSplits(many)).hasSize(18);
  }

  /** YARN runs a job inside its master by the length of its splits. */
  @Test
  void tellsOfSplitsHowMuchAMapReads() throws Exception {
    assertThat(new SampleInputFormat().getSplits(job(12)).get(0).getLength()).isEqualTo(13 * 41);
    long all = 0;
    for (InputSplit split : new SampleInputFormat().getSplits(job(ROWS / 2))) {
      all += split.getLength();
    }
    assertThat(all).isEqualTo(ROWS * 41L);
  }

  @Test
  void startsNoMapWithoutARow() throws Exception {
    conf.setLong(FileInputFormat.SPLIT_MAXSIZE, 1);
    Job job = job(ROWS);

    assertThat(new SampleInputFormat().getSplits(job)).hasSize(ROWS);
  }

  /** What is taken from the stream is counted, the rows between those of the sample too. */
  @Test
  void countsTheBytesThatItTakes() throws Exception {
    assertThat(bytesRead(3)).isEqualTo(3 * 41); // 5,668 rows apart
    assertThat(bytesRead(ROWS)).isEqualTo(ROWS * 41L);
    assertThat(bytesRead(ROWS / 2)).isBetween(ROWS * 41L - 41 * 20, ROWS * 41L);
  }

  /** On an object store a seek may be a request, which costs more than what lies between. */
  @Test
  void readsThroughWhatLiesBetweenRowsThatItStreams() throws Exception {
    costs = ReadCosts.STORE;
    for (int size = 2; size < 9; size++) {
      SampleDraw draw = new SampleDraw(new Sampling(method, 9, ROWS, size), 0, ROWS);
      long first = draw.next();
      long last = first;
      for (long row = first; row != SampleDraw.NONE; row = draw.next()) {
        last = row;
      }
      assertThat(bytesRead(size)).isGreaterThan((last - first) * 41);
    }
  }

  private long bytesRead(long size) throws Exception {
    sample(size, 1, 0);
    return bytes;
  }

  /** Reads a sample through the format's reader, from splits cut at seeded random rows. */
  private List<String> sample(long size, int splits, long seed) throws Exception {
    Job job = job(size);
    Counters counters = new Counters();
    TaskAttemptContext context =
        new TaskAttemptContextImpl(
            job.getConfiguration(), new TaskAttemptID(), new CountingReporter(counters));
    StringBuilder text = new StringBuilder();
    RowSequence stored = RowSequence.of(StoredInput.find(input, conf).files());
    long[] cuts = new Random(seed).longs(splits - 1, 1, ROWS).sorted().distinct().toArray();
    long from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      long to = i < cuts.length ? cuts[i] : ROWS;
      boolean sparse = costs.isSparse(new Sampling(method, 9, ROWS, size));
      InputSplit split = new SampleSplit(stored.within(from, to), sparse, false, 0);
      try (RecordReader<LongWritable, BytesWritable> reader =
          new SampleInputFormat().createRecordReader(split, context)) {
        reader.initialize(split, context);
        while (reader.nextKeyValue()) {
          BytesWritable batch = reader.getCurrentValue();
          text.append(
              new String(batch.getBytes(), 0, batch.getLength(), StandardCharsets.US_ASCII));
        }
        assertThat(reader.getProgress()).isBetween(0f, 1f);
      }
      from = to;
    }
    bytes = counters.findCounter(Work.BYTES_READ).getValue();
    return text.toString().lines().toList();
  }

  private Job job(long size) throws Exception {
    Job job = Job.getInstance(conf);
    FixedWidthRows.of(StoredInput.find(input, conf), conf)
        .feed(job, new Sampling(method, 9, ROWS, size));
    return job;
  }

  @Test
  void knowsWhereEachRowLies() throws Exception {
    RowSequence stored = RowSequence.of(StoredInput.find(input, conf).files());

    assertThat(stored.rows()).isEqualTo(ROWS);
    assertThat(stored.within(4_999, 5_002).pieces())
        .extracting(Piece::first, Piece::rows, Piece::fileRow)
        .containsExactly(tuple(4_999L, 2L, 4_998L), tuple(5_001L, 1L, 0L));
  }
}
