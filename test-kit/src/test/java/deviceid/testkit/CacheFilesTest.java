// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.SumReducer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cache files as tasks find them: a link in the working directory and a local path. */
@SuppressWarnings("SameNameButDifferent") // a mapper's context and a reducer's
class CacheFilesTest {

  @TempDir private Path folder;
  private Path stopWords;

  @BeforeEach
  void write() throws IOException {
    stopWords = Files.writeString(folder.resolve("stop-words"), "or\n");
  }

  @Test
  void linksAFileByTheNameThatIsAskedFor() throws Exception {
    for (boolean uri : new boolean[] {true, false}) {
      MapDriver<LongWritable, Text, Text, LongWritable> driver =
          MapDriver.newMapDriver(new Reading("kit-stop-words"));
      if (uri) {
        driver.addCacheFile(URI.create(stopWords.toUri() + "#kit-stop-words"));
      } else {
        driver.addCacheFile(stopWords + "#kit-stop-words");
      }
      driver.withInput(number(0), new Text()).withOutput(new Text("or\n"), number(1)).runTest();
    }
    assertThat(Files.exists(Path.of("kit-stop-words"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void linksAFileByItsOwnNameElse() throws Exception {
    MapDriver.newMapDriver(new Reading("stop-words"))
        .withCacheFile(stopWords.toUri())
        .withInput(number(0), new Text())
        .withOutput(new Text("or\n"), number(1))
        .runTest();
  }

  @Test
  void findsAResourceOfTheClassPath() throws Exception {
    MapDriver<LongWritable, Text, Text, LongWritable> driver =
        MapDriver.newMapDriver(new Reading("kit-log"));
    driver.withCacheFile("log4j.properties#kit-log").withInput(number(0), new Text());

    assertThat(driver.run().get(0).key().toString()).contains("log4j");
  }

  @Test
  void takesTheFilesOfTheJob() throws Exception {
    Job job = Job.getInstance();
    job.addCacheFile(stopWords.toUri());
    MapDriver.newMapDriver(new Listing())
        .withConfiguration(job.getConfiguration())
        .withInput(number(0), new Text())
        .withOutput(new Text("stop-words"), number(3))
        .runTest();
    ReduceDriver.newReduceDriver(new ListingReducer())
        .withConfiguration(job.getConfiguration())
        .withInput(new Text(), List.of(number(1)))
        .withOutput(new Text("stop-words"), number(3))
        .runTest();
  }

  @Test
  void setsFilesAndArchives() throws Exception {
    MapDriver<LongWritable, Text, Text, LongWritable> driver =
        MapDriver.newMapDriver(new Listing());
    driver.addCacheFile("no-such-file");
    driver.addCacheArchive("no-such-archive");
    driver.setCacheFiles(new URI[] {stopWords.toUri()});
    driver.setCacheArchives(new URI[] {zip("words.zip").toUri()});

    driver
        .withInput(number(0), new Text())
        .withOutput(new Text("words.zip"), number(-1))
        .withOutput(new Text("words.zip/a"), number(1))
        .withOutput(new Text("words.zip/b"), number(1))
        .withOutput(new Text("stop-words"), number(3))
        .runTest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kit.tar", "kit.zip", "kit.jar", "KIT.ZIP"})
  void unpacksArchives(String name) throws Exception {
    Path archive = name.endsWith(".tar") ? tar(name) : zip(name);
    List<Pair<Text, LongWritable>> files =
        List.of(
            new Pair<>(new Text(name), number(-1)),
            new Pair<>(new Text(name + "/a"), number(1)),
            new Pair<>(new Text(name + "/b"), number(1)));

    MapDriver.newMapDriver(new Listing())
        .withCacheArchive(archive.toString())
        .withInput(number(0), new Text())
        .withAllOutput(files)
        .runTest();
    ReduceDriver.newReduceDriver(new ListingReducer())
        .withCacheArchive(archive.toUri())
        .withInput(new Text(), List.of(number(1)))
        .withAllOutput(files)
        .runTest();
    for (boolean inTheMapper : new boolean[] {true, false}) {
      MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> job =
          new MapReduceDriver<>();
      job.setMapper(inTheMapper ? new Listing() : new Words.LengthMapper());
      job.setReducer(inTheMapper ? new SumReducer() : new ListingReducer());
      job.addCacheArchive(archive.toUri());
      job.withInput(number(0), new Text()).withAllOutput(files).runTest(false);
    }
  }

  @Test
  void linksAnArchivesFolder() throws Exception {
    MapDriver.newMapDriver(new Reading("kit-words/a"))
        .withCacheArchive(zip("words.zip") + "#kit-words")
        .withInput(number(0), new Text())
        .withOutput(new Text("a"), number(1))
        .runTest();
  }

  @Test
  void leavesAFileThatIsNoArchiveAsItIs() throws Exception {
    MapDriver.newMapDriver(new Listing())
        .withCacheArchive(tar("kit.tar.abc").toUri())
        .withInput(number(0), new Text())
        .withOutput(new Text("kit.tar.abc"), number(Files.size(folder.resolve("kit.tar.abc"))))
        .runTest();
  }

  @Test
  void refusesAFileThatIsNotThereOrNotLocal() {
    assertThatThrownBy(listing().withCacheFile("no-such-file")::run)
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("no-such-file is not there");
    assertThatThrownBy(listing().withCacheFile(URI.create("hdfs://host/words"))::run)
        .isInstanceOf(IOException.class)
        .hasMessage("cache file hdfs://host/words is not local: give the test a local copy");
  }

  /** The task would read the other file. A name that was not asked for is left alone. */
  @Test
  void refusesALinkWhoseNameIsTaken() throws Exception {
    Path taken = Files.writeString(Path.of("kit-taken"), "another");
    try {
      assertThatThrownBy(listing().withCacheFile(stopWords + "#kit-taken")::run)
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining("can't have this name in the working directory");
      Path sameName = Files.writeString(folder.resolve("kit-taken"), "or");
      listing().withCacheFile(sameName.toUri()).run();
      assertThat(taken).hasContent("another");
      listing().withCacheFile(taken.toAbsolutePath() + "#kit-taken").run();
    } finally {
      Files.delete(taken);
    }
  }

  private static MapDriver<LongWritable, Text, Text, LongWritable> listing() {
    return MapDriver.newMapDriver(new Listing()).withInput(number(0), new Text());
  }

  private Path zip(String name) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String each : List.of("a", "b")) {
        zip.putNextEntry(new ZipEntry(each));
        zip.write(each.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    return file;
  }

  private Path tar(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (String each : List.of("a", "b")) {
        TarArchiveEntry entry = new TarArchiveEntry(each);
        entry.setSize(1);
        tar.putArchiveEntry(entry);
        tar.write(each.charAt(0));
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** The content of a file of the working directory. */
  static class Reading extends Mapper<LongWritable, Text, Text, LongWritable> {
    private final String name;

    Reading(String name) {
      this.name = name;
    }

    @Override
    protected void map(LongWritable key, Text value, Context context)
        throws IOException, InterruptedException {
      context.write(new Text(Files.readString(Path.of(name))), new LongWritable(1));
    }
  }

  /** The local cache files with their sizes in bytes; -1 for a folder. */
  static class Listing extends Mapper<LongWritable, Text, Text, LongWritable> {
    @Override
    protected void map(LongWritable key, Text value, Context context)
        throws IOException, InterruptedException {
      list(context);
    }
  }

  /** As {@link Listing}, for each group. */
  static class ListingReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text key, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      list(context);
    }
  }

  @SuppressWarnings("deprecation") // what tests for MRUnit ask for
  private static void list(TaskInputOutputContext<?, ?, Text, LongWritable> context)
      throws IOException, InterruptedException {
    for (org.apache.hadoop.fs.Path[] paths :
        new org.apache.hadoop.fs.Path[][] {
          context.getLocalCacheArchives(), context.getLocalCacheFiles()
        }) {
      for (org.apache.hadoop.fs.Path path :
          paths == null ? new org.apache.hadoop.fs.Path[0] : paths) {
        Path file = Path.of(path.toString());
        long size = Files.isDirectory(file) ? -1 : Files.size(file);
        context.write(new Text(path.getName()), new LongWritable(size));
        if (Files.isDirectory(file)) {
          for (String each : List.of("a", "b")) {
            context.write(
                new Text(path.getName() + "/" + each),
                new LongWritable(Files.size(file.resolve(each))));
          }
        }
      }
    }
  }
}
