// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The peer Spark of scripts/bench --peers, with as many tasks at once as our maps on the machine of
 * the target: {@code generate N FOLDER} by Java, {@code generate-sql N FOLDER} by SQL, {@code count
 * FILES}, and {@code warm N FILES REPEATS}, the sampled counts of {@link WarmSpark}. Prints {@code
 * character<TAB>count} on stdout, and on stderr the time of the query without the session's start.
 */
public final class SparkPeer {

  private static final int TASKS = 2;

  private SparkPeer() {}

  public static void main(String[] args) throws IOException {
    String verb = args.length < 2 ? "" : args[0];
    try (SparkSession spark = session()) {
      long start = System.nanoTime();
      switch (verb) {
        case "generate" -> generated(spark, Long.parseLong(args[1])).write().text(args[2]);
        case "generate-sql" -> generatedBySql(spark, Long.parseLong(args[1])).write().text(args[2]);
        case "count" -> count(spark.read().textFile(args[1])).forEach(SparkPeer::print);
        case "warm" ->
            new WarmSpark(spark, Long.parseLong(args[1]), args[2]).run(Integer.parseInt(args[3]));
        default ->
            throw new IllegalArgumentException(
                "usage: SparkPeer generate|generate-sql N FOLDER | count FILES | warm N FILES K");
      }
      System.err.printf(Locale.ROOT, "query: %.2f s%n", (System.nanoTime() - start) / 1e9);
    }
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[" + TASKS + "]")
        .appName("peer")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", TASKS)
        .getOrCreate();
  }

  /** As one writes it with the JDK alone: one row after the other, nothing held. */
  static Dataset<String> generated(SparkSession spark, long rows) {
    List<Long> shares =
        LongStream.range(0, TASKS)
            .mapToObj(task -> rows * (task + 1) / TASKS - rows * task / TASKS)
            .toList();
    return spark.createDataset(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(shares, TASKS)
            .mapPartitions(SparkPeer::ids)
            .rdd(),
        Encoders.STRING());
  }

  private static Iterator<String> ids(Iterator<Long> shares) throws NoSuchAlgorithmException {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    HexFormat hex = HexFormat.of();
    return LongStream.range(0, shares.next())
        .mapToObj(
            row -> {
              byte[] text = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
              return hex.formatHex(sha1.digest(text));
            })
        .iterator();
  }

  /** Spark's own functions; its uuid() draws from a Mersenne Twister. */
  static Dataset<String> generatedBySql(SparkSession spark, long rows) {
    return spark.range(0, rows, 1, TASKS).selectExpr("sha1(uuid()) AS value").as(Encoders.STRING());
  }

  static List<Row> count(Dataset<String> ids) {
    return ids.groupBy(col("value").substr(1, 1).as("first")).count().collectAsList();
  }

  private static void print(Row row) {
    System.out.println(row.getString(0) + '\t' + row.getLong(1));
  }
}
