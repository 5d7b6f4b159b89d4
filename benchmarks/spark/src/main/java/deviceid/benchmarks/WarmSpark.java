// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Counts of ever smaller samples in one session that is warm. Four ways to the rows: stored as
 * text, cached in memory, and made anew in each run by Java or by SQL, which is what a frame that
 * is not cached does. The whole is counted without sampling.
 *
 * <p>A line a run on stdout: {@code way, program, size, seconds, character=count,...}, between
 * tabs. Each way has a warm-up, then its sizes in shuffled order.
 */
final class WarmSpark {

  private final SparkSession spark;
  private final long rows;
  private final String files;
  private final Random random = new Random(42);

  WarmSpark(SparkSession spark, long rows, String files) {
    this.spark = spark;
    this.rows = rows;
    this.files = files;
  }

  void run(int repeats) {
    Dataset<String> text = spark.read().textFile(files);
    time("text\tSpark", text, repeats);
    time("made\tSparkSQL", SparkPeer.generatedBySql(spark, rows), repeats);
    time("made\tSpark", SparkPeer.generated(spark, rows), 1); // takes as long as all the others
    long start = System.nanoTime();
    text.cache().count();
    System.err.printf(Locale.ROOT, "filled the cache in %.2f s%n", seconds(start));
    time("memory\tSpark", text, repeats);
  }

  private void time(String way, Dataset<String> ids, int repeats) {
    List<Long> sizes = new ArrayList<>();
    for (long size = rows; size > 1; size /= 100) {
      sizes.addAll(Collections.nCopies(repeats, size));
    }
    Collections.shuffle(sizes, random);
    SparkPeer.count(ids);
    for (long size : sizes) {
      long start = System.nanoTime();
      List<Row> counts = SparkPeer.count(sampled(ids, size));
      double seconds = seconds(start);
      System.out.printf(Locale.ROOT, "%s\t%d\t%.6f\t%s%n", way, size, seconds, text(counts));
    }
  }

  private Dataset<String> sampled(Dataset<String> ids, long size) {
    return size == rows ? ids : ids.sample(false, size / (double) rows, random.nextLong());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String text(List<Row> counts) {
    return counts.stream()
        .map(row -> row.getString(0) + '=' + row.getLong(1))
        .sorted()
        .collect(Collectors.joining(","));
  }
}
