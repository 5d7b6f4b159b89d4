// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.LengthMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The guide's tables, the README's test and the list of MRUnit's tests, held against the code. */
class MigrationGuideTest {

  /** What users call in MRUnit 1.1's new API; overrides of Object's methods aside. */
  private static final String WORDS =
      """
      addAll addAllElements addAllOutput addCacheArchive addCacheFile addInput addInputFromString
      addInputValue addInputValues addMapper addMultiOutput addOutput addOutputFromString clearInput
      clone compareTo formatValueList getCombiner getConfiguration getContext getCounters
      getCurrentKey getExpectedEnumCounters getExpectedOutputs getExpectedStringCounters getFirst
      getInputKey getInputValue getInputValues getInputs getKeyComparator getMapInputPath getMapper
      getMappers getOutputSerializationConfiguration getReducer getSecond getValueComparator
      newMapDriver newMapReduceDriver newMultipleInputMapReduceDriver newReduceDriver
      parseTabbedPair resetExpectedCounters resetOutput run runReduce runTest setCacheArchives
      setCacheFiles setCombiner setConfiguration setCounters setInput setInputFromString setInputKey
      setInputValue setInputValues setKeyComparator setKeyGroupingComparator setKeyOrderComparator
      setMapInputPath setMapper setOutputSerializationConfiguration setReducer setValueComparator
      sortAndGroup updateAll updateInput valueIterator withAll withAllElements withAllOutput
      withCacheArchive withCacheFile withCombiner withConfiguration withCounter withCounters
      withInput withInputFormat withInputFromString withInputKey withInputValue withInputValues
      withKeyGroupingComparator withKeyOrderComparator withMapInputPath withMapper withMultiOutput
      withOutput withOutputFormat withOutputFromString withOutputSerializationConfiguration
      withPathOutput withReducer withStrictCounterChecking
      """;

  private static final Path MODULE = Path.of("../test-kit");
  private final String guide = read("MIGRATION.md");

  @Test
  void namesEveryWordOfMrunit() {
    assertThat(codes(guide.substring(guide.indexOf("## Same name"))))
        .containsAll(Arrays.asList(WORDS.split("\\s+")));
  }

  /** A word that is the same is a class or a public method of the kit. */
  @Test
  void namesAsTheSameOnlyWhatIsThere() throws Exception {
    Set<String> ours = new TreeSet<>();
    for (Class<?> type :
        List.of(
            MapDriver.class,
            ReduceDriver.class,
            MapReduceDriver.class,
            MultipleInputsMapReduceDriver.class,
            ReduceFeeder.class,
            Pair.class)) {
      ours.add(type.getSimpleName());
      Stream.of(type.getMethods()).map(Method::getName).forEach(ours::add);
    }

    for (String row : rows("Same name")) {
      assertThat(ours).containsAll(codes(cells(row)[0]));
    }
    assertThat(rows("Same name")).hasSizeGreaterThan(20);
  }

  @Test
  void hasATestForEachRow() throws Exception {
    for (String table : List.of("Same name", "Same name, another behaviour", "Other name")) {
      for (String row : rows(table)) {
        String[] cells = cells(row);
        requireTest(cells[cells.length - 1].replace("`", "").strip());
      }
    }
  }

  @Test
  void countsMrunitsTestsAsTheListDoes() throws Exception {
    List<String> lines =
        Files.readAllLines(MODULE.resolve("src/test/resources/mrunit-tests.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    for (String line : lines) {
      String[] parts = line.split(" ", 3);
      assertThat(parts[0]).startsWith("Test").contains(".");
      if (parts[1].equals("=")) {
        requireTest(parts[2]);
      } else {
        assertThat(parts[1]).isEqualTo("-");
      }
    }
    long others = lines.stream().filter(line -> line.contains(" - ")).count();

    assertThat(lines.stream().map(line -> line.split(" ", 2)[0]).distinct()).hasSize(163);
    assertThat(guide)
        .contains(163 - others + " of them;")
        .contains("why for the other " + others + ".");
  }

  @Test
  void showsTheFirstTestAsItStands() {
    String test = read("src/test/java/example/WordCountTest.java");

    assertThat(read("README.md"))
        .contains("```java\n" + test.substring(test.indexOf("package ")) + "```\n");
  }

  @Test
  void runsOneJobOnTheOutputOfAnother() throws Exception {
    MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> first =
        MapReduceDriver.newMapReduceDriver(new LengthMapper(), new SumReducer());
    MapReduceDriver<Text, LongWritable, Text, LongWritable, Text, LongWritable> second =
        MapReduceDriver.newMapReduceDriver(new Mapper<>(), new SumReducer());

    second
        .withAll(first.withInput(number(0), new Text("to be to")).run())
        .withAllOutput(List.of(count("be", 2), count("to", 4)))
        .runTest();
  }

  private static void requireTest(String name) throws ClassNotFoundException {
    String[] parts = name.split("\\.", -1);
    Class<?> type = Class.forName("deviceid.testkit." + parts[0]);

    assertThat(type.getDeclaredMethods())
        .as(name)
        .anyMatch(
            method ->
                method.getName().equals(parts[1])
                    && (method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(ParameterizedTest.class)));
  }

  private List<String> rows(String heading) {
    String from = guide.substring(guide.indexOf("## " + heading + "\n") + 3);
    String section = from.substring(0, from.indexOf("\n## "));
    return section.lines().filter(line -> line.startsWith("| ")).skip(2).toList();
  }

  private static String[] cells(String row) {
    return row.substring(2, row.length() - 2).split("\\|", -1);
  }

  /** The words between back quotes, up to the first that is no letter. */
  private static Set<String> codes(String text) {
    return Pattern.compile("`(\\w+)[^`]*`")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String read(String file) {
    try {
      return Files.readString(MODULE.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
