// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.Dataset;
import deviceid.Run;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.input.RowChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a published output says of itself, and what a second run makes of it. */
class ManifestTest {

  private static final String[] GENERATE = {"--ids", "1_000", "--cores", "3", "--seed", "7"};

  @TempDir Path folder;

  @BeforeEach
  void generate() throws Exception {
    Dataset.generate(folder.resolve("ids"), GENERATE);
  }

  @Test
  void tellsOfEveryPartItsRowsAndTheirChecksums() throws Exception {
    JsonNode json = json();
    byte[] rows = Dataset.parts(folder.resolve("ids"));
    RowChecksum sum = new RowChecksum();
    sum.add(0, rows, rows.length);

    assertThat(json.at("/rows/ids").asLong()).isEqualTo(1_000);
    assertThat(json.at("/rows/row_checksum").asText()).isEqualTo(hex(sum.rows()));
    assertThat(json.at("/rows/place_checksum").asText()).isEqualTo(hex(sum.places()));
    assertThat(json.at("/settings/seed").asText()).isEqualTo("7");
    assertThat(json.at("/versions/device-id-jobs").asText()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(json.at("/files").findValuesAsText("name"))
        .containsExactly("_SUCCESS", "part-m-00000", "part-m-00001", "part-m-00002");
    assertThat(json.at("/files").findValuesAsText("first")).containsExactly("0", "334", "667");
    assertThat(json.at("/files").findValuesAsText("ids")).containsExactly("334", "333", "333");
  }

  @Test
  void keepsNothingElseOfTheTasksSummaries() throws Exception {
    assertThat(Dataset.names(folder.resolve("ids")))
        .containsExactly(
            "_SUCCESS", "_manifest.json", "part-m-00000", "part-m-00001", "part-m-00002");
  }

  @ParameterizedTest
  @CsvSource({
    "generate @/ids --seed 0x7 --cores 3 --ids 1k, already done: its 4 files have the names and lengths",
    "generate @/ids --ids 1_000 --cores 3 --seed 8, it was made by generate",
    "generate @/ids --ids 1_000 --cores 2 --seed 7, 'ids=1000, lines=3, seed=7'",
    "count @/other @/ids, it was made by generate",
  })
  void aSecondRunIsToldWhetherItsWorkIsDone(String command, String told) throws Exception {
    Dataset.write(folder.resolve("other"), Dataset.rows(7, 1));

    Run run = Run.of(command.replace("@", folder.toString()).split(" ", -1));

    run.exits(4);
    assertThat(run.err()).contains("ids exists: ").contains(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "sample"})
  void aSecondCountIsDoneOnlyWhileItsInputIsTheSame(String program) throws Exception {
    String[] command = {program, folder + "/ids", folder + "/out"};
    Run.of(command).succeeds();

    assertThat(Run.of(command).err()).contains("already done: ");
    Files.delete(folder.resolve("ids/_manifest.json")); // or the missing part would be refused
    Files.delete(folder.resolve("ids/part-m-00002"));
    Run changed = Run.of(command);

    changed.exits(4).says("out exists: it is never replaced; it was made by");
  }

  @Test
  void namesWhatIsNotAsItWasPublished() throws Exception {
    Path part = folder.resolve("ids/part-m-00001");
    Files.writeString(part, "short");
    assertThat(generate(GENERATE).err())
        .contains("not as it was published: part-m-00001 has 5 bytes, not 13,653");

    Files.delete(part);
    assertThat(generate(GENERATE).err()).contains("part-m-00001 is missing");

    Files.writeString(folder.resolve("ids/_manifest.json"), "{\"format\" : 1}");
    assertThat(generate(GENERATE).err()).contains("its manifest cannot be used: ");
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    FileSystem fs = FileSystem.getLocal(new Configuration());
    org.apache.hadoop.fs.Path ids = new org.apache.hadoop.fs.Path(folder + "/ids");

    Manifest manifest = Manifest.read(fs, ids).orElseThrow();

    assertThat(manifest.ids()).isEqualTo(1_000);
    assertThat(manifest.parts()).extracting(part -> part.first()).containsExactly(0L, 334L, 667L);
    assertThat(manifest.fault(fs, ids)).isEmpty();
    Files.writeString(folder.resolve("ids/part-m-00009"), "more");
    assertThat(manifest.fault(fs, ids)).hasValue("part-m-00009 was added");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"format\" : 1, \"files\" : [{}]}", "{\"format\" : 0}"})
  void refusesToReadWhatIsNoManifest(String text) throws Exception {
    replace(text);

    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CHECK_FAILED))
        .hasMessageContaining("_manifest.json is not a manifest");
  }

  @Test
  void namesANewerFormatAndTheWayOn() throws Exception {
    replace("{\"format\" : 2}");

    assertThatThrownBy(this::read)
        .hasMessageEndingWith(
            "_manifest.json has format 2, and this version reads format 1. Use a newer version of device-id-jobs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ids" : 1000 | "ids" : 1001 | ids is 1001, and its parts have 1000
          "ids" : "1000" | "ids" : "2000" | setting ids is 2000, rows are 1000
          "first" : 334 | "first" : 335 | begins at row 335, and the parts before it end at 334
          "first" : 334 | "first" : 333 | begins at row 333, and the parts before it end at 334
          "first" : 0 | "first" : 1 | begins at row 1, and the parts before it end at 0
          "ids" : 334 | "ids" : -334 | has -334 rows
          "ids" : 334 | "ids" : 9223372036854775807 | has too many rows
          "bytes" : 13653 | "bytes" : 13652 | has 13652 bytes, not 41 for each of its rows
          "bytes" : 0 | "bytes" : -1 | _SUCCESS has -1 bytes
          part-m-00001 | part-m-00000 | part-m-00000 is listed twice
          part-m-00001 | ../part | a file is called '../part'
          "seed" : "7" | "seed" : "random" | seed 'random' is no number
          "seed" : "7" | "seat" : "7" | generate has a seed, and none is told
          "seed" : "7" | "seed" : "18446744073709551616" | is no number from 0 to 2^64 - 1
          "row_checksum" : "0 | "row_checksum" : "1 | checksums are not the sums
          "row_checksum" : " | "row_checksum" : "x | is no checksum of 16 hexadecimal digits
          """)
  void refusesAManifestThatContradictsItself(String from, String to, String why) throws Exception {
    String text = Files.readString(folder.resolve("ids/_manifest.json"));
    String real = from.equals("\"row_checksum\" : \"0") ? firstSum(text) : from;
    String edited = from.equals(real) ? to : flipped(real);
    assertThat(text).contains(real);
    replace(text.replaceFirst(Pattern.quote(real), edited));

    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CHECK_FAILED))
        .hasMessageContaining("_manifest.json contradicts itself: ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"ids\" : 1000', '\"ids\" : 1000.5'",
    "'\"ids\" : 1000', '\"ids\" : \"1000\"'",
    "'\"ids\" : 1000', '\"ids\" : null'",
    "'\"ids\" : 1000', '\"ids\" : 9223372036854775808'",
    "'\"ids\" : 1000', '\"ids\" : 1000, \"ids\" : 1000'",
    "'\"run\"', '\"ran\"'",
    "'\"format\" : 1', '\"format\" : \"1\"'",
    "'\"format\" : 1', '\"format\" : 1.5'",
    "'\"program\" : \"generate\"', '\"program\" : null'",
    "'\"seed\" : \"7\"', '\"seed\" : null'",
    "'\"arguments\" : [ ', '\"arguments\" : [ null, '",
    "'\"files\" : [ ', '\"files\" : [ null, '",
    "'\"files\" : [ ', '\"files\" : null, \"x\" : [ '",
    "'\"name\" : \"part-m-00001\"', '\"name\" : null'",
    "'\"settings\" : {', '\"settings\" : null, \"x\" : {'",
    "'\"rows\" : {', '\"rows\" : {\"row_checksum\" : null, '",
  })
  void takesWholeNumbersAndNothingThatIsMissingOrSaidTwice(String from, String to)
      throws Exception {
    String text = Files.readString(folder.resolve("ids/_manifest.json"));
    replace(text.replace(from, to));

    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CHECK_FAILED))
        .hasMessageContaining("_manifest.json is not a manifest");
  }

  @Test
  void takesNoTextAfterTheJson() throws Exception {
    replace(Files.readString(folder.resolve("ids/_manifest.json")) + "and more");

    assertThatThrownBy(this::read).hasMessageContaining("_manifest.json is not a manifest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "rows", "convert"})
  void endsAProgramThatAsksItWithFiveAndOneLine(String program) throws Exception {
    replace(Files.readString(folder.resolve("ids/_manifest.json")).replace("1000,", "2000,"));
    List<String> command = new ArrayList<>(List.of(program, folder + "/ids"));
    if (program.equals("convert")) {
      command.addAll(List.of(folder + "/out", "--format", "sequence"));
    }

    Run run = Run.of(command.toArray(String[]::new));

    run.exits(5);
    assertThat(run.lastLine()).contains("contradicts itself: ids is 2000");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"bytes\" : 13653', '\"bytes\" : 1e4', '[\"files\"][2][\"bytes\"] is missing or of a wrong type'",
    "'\"run\" : ', '\"run\" : null, \"x\" : ', '[\"run\"] is missing or of a wrong type'",
    "'\n}\n', '} {}', text follows its JSON"
  })
  void namesTheFieldAndNoClass(String from, String to, String why) throws Exception {
    String text = Files.readString(folder.resolve("ids/_manifest.json"));
    assertThat(text).contains(from);
    replace(text.replace(from, to));

    assertThatThrownBy(this::read).hasMessageContaining(why).hasMessageNotContaining("deviceid.");
  }

  /** A folder, as an unpacked archive or a careless mkdir leaves it. */
  @Test
  void refusesAManifestThatIsNoFile() throws Exception {
    Files.delete(folder.resolve("ids/_manifest.json"));
    Files.createDirectory(folder.resolve("ids/_manifest.json"));

    Run run = Run.of("rows", folder + "/ids");

    run.exits(5).says("_manifest.json cannot be read: ", "--ignore-manifest");
    Run.of("rows", folder + "/ids", "--ignore-manifest").succeeds();
  }

  private static String firstSum(String text) {
    int at = text.indexOf("\"row_checksum\"");
    return text.substring(at, at + "\"row_checksum\" : \"".length() + 1);
  }

  private static String flipped(String text) {
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0');
  }

  private void replace(String text) throws IOException {
    Files.writeString(folder.resolve("ids/_manifest.json"), text);
    Files.deleteIfExists(folder.resolve("ids/._manifest.json.crc"));
  }

  private Manifest read() throws IOException {
    return Manifest.read(
            FileSystem.getLocal(new Configuration()),
            new org.apache.hadoop.fs.Path(folder + "/ids"))
        .orElseThrow();
  }

  private Run generate(String... options) {
    String[] command = new String[options.length + 2];
    command[0] = "generate";
    command[1] = folder + "/ids";
    System.arraycopy(options, 0, command, 2, options.length);
    return Run.of(command);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("ids/_manifest.json").toFile());
  }

  private static String hex(long sum) {
    return String.format("%016x", sum);
  }
}
