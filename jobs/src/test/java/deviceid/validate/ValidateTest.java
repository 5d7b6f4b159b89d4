// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.input.DeviceIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a dataset, and whether `validate` says so: negative controls first of all. */
class ValidateTest {

  private static final int IDS = 30_000;

  private final DeviceIds ids = new DeviceIds(42);

  @TempDir Path folder;

  @BeforeEach
  void generate() throws Exception {
    Dataset.generate(folder.resolve("ids"), "--ids", "" + IDS, "--cores", "3");
  }

  @Test
  void findsNothingWrongWithWhatGenerateWrote() {
    Run run = validate();

    run.succeeds();
    assertThat(run.out())
        .contains("ids valid = ids of the plan: 30,000: PASS")
        .contains("rows read = valid + wrong + foreign + bad: 30,000: PASS")
        .doesNotContain("FAIL");
    assertThat(scratch()).isEmpty();
  }

  @Test
  void findsNothingWrongHoweverTheDataAreSplit() {
    Run run = validate("-Dmapreduce.input.fileinputformat.split.maxsize=10000");

    run.succeeds().prints("in 126 maps");
  }

  @Test
  void namesARowThatWasChanged() throws Exception {
    edit("part-m-00001", rows -> rows.set(300, "f".repeat(40)));

    assertFails(
            validate(),
            "ids wrong = none: found 1, expected 0: FAIL",
            "ids valid",
            "found 29,999, expected 30,000")
        .contains(
            "part-m-00001 row 300 (id 10,300, byte 12,300): expected %s, found %s"
                .formatted(ids.id(10_300), "f".repeat(40)));
  }

  @Test
  void namesARowInWhichOneBitWasFlipped() throws Exception {
    byte[] part = Files.readAllBytes(part("part-m-00002"));
    part[41 * 9_999 + 39] ^= 0x10;
    Files.write(part("part-m-00002"), part);
    Files.delete(folder.resolve("ids/.part-m-00002.crc"));

    assertFails(validate(), "ids wrong = none: found 1, expected 0: FAIL")
        .contains("part-m-00002 row 9,999 (id 29,999, byte 409,959): expected " + ids.id(29_999));
  }

  @Test
  void namesTheRowAfterOneThatWasRemoved() throws Exception {
    edit("part-m-00001", rows -> rows.remove(300));

    assertFails(
            validate("-Dmapreduce.input.fileinputformat.split.maxsize=100000"),
            "ids missing = none: found 1, expected 0: FAIL",
            "ids wrong = none: 0: PASS",
            "ids foreign = none: 0: PASS")
        .contains("part-m-00001 row 300 (id 10,300, byte 12,300): expected " + ids.id(10_300))
        .contains("found " + ids.id(10_301) + ", which is id 10,301: 1 missing");
  }

  @Test
  void namesARowThatIsThereTwice() throws Exception {
    edit("part-m-00001", rows -> rows.add(301, rows.get(300)));

    assertFails(
            validate("-Dmapreduce.input.fileinputformat.split.maxsize=100000"),
            "ids foreign = none: found 1, expected 0: FAIL",
            "ids valid = ids of the plan: 30,000: PASS")
        .contains(
            "part-m-00001 row 301 (id 10,301, byte 12,341): expected %s, found %s, which is id 10,300: a row too many"
                .formatted(ids.id(10_301), ids.id(10_300)));
  }

  @Test
  void namesBothOfTwoPartsThatWereSwapped() throws Exception {
    byte[] first = Files.readAllBytes(part("part-m-00000"));
    byte[] last = Files.readAllBytes(part("part-m-00002"));
    write("part-m-00000", last);
    write("part-m-00002", first);

    assertFails(validate(), "ids wrong = none: found 20,000, expected 0: FAIL")
        .contains("part-m-00000 row 0 (id 0, byte 0): expected " + ids.id(0))
        .contains("found " + ids.id(20_000) + ", which is id 20,000")
        .contains("part-m-00002 row 0 (id 20,000, byte 0)", ", which is id 0");
  }

  @Test
  void namesAPartThatIsNoneOfTheManifests() throws Exception {
    write("part-m-00003", Dataset.rows(43, 5).getBytes(StandardCharsets.US_ASCII));

    assertFails(validate(), "ids foreign = none: found 5, expected 0: FAIL")
        .contains("part-m-00003 row 0 (byte 0): expected the end");
  }

  @Test
  void tellsWhichIdsHaveNoPart() throws Exception {
    Files.delete(part("part-m-00001"));

    assertFails(validate(), "ids missing = none: found 10,000, expected 0: FAIL")
        .contains("no rows for ids 10,000 to 19,999 (10,000), before part-m-00002");
  }

  @Test
  void tellsWhichIdsAreMissingBehindAPartThatEndsEarly() throws Exception {
    edit("part-m-00002", rows -> rows.subList(9_990, 10_000).clear());

    assertFails(validate(), "ids missing = none: found 10, expected 0: FAIL")
        .contains("no rows for ids 29,990 to 29,999 (10), at the end");
  }

  @Test
  void isNotDeceivedByAGeneratorOfAnotherSeed() throws Exception {
    write("part-m-00001", Dataset.rows(43, 10_000).getBytes(StandardCharsets.US_ASCII));

    assertFails(validate(), "ids wrong = none: found 10,000, expected 0: FAIL");
  }

  /** One ID in ten that begins with f begins with 0 instead: too little for the eye. */
  @Test
  void isNotDeceivedByAGeneratorThatLeans() throws Exception {
    int[] changed = {0};
    edit(
        "part-m-00001",
        rows -> {
          for (int i = 0; i < rows.size(); i += 10) {
            if (rows.get(i).startsWith("f")) {
              rows.set(i, "0" + rows.get(i).substring(1));
              changed[0]++;
            }
          }
        });

    assertThat(changed[0]).isPositive();
    assertFails(validate(), "ids wrong = none: found " + changed[0] + ", expected 0: FAIL");
  }

  @Test
  void aRowOfAnotherWidthIsBadAndItsIdMissing() throws Exception {
    edit("part-m-00001", rows -> rows.set(300, rows.get(300).substring(1)));

    assertFails(
            validate(),
            "bad rows over the limit of 0 = none: found 1, expected 0: FAIL",
            "ids missing = none: found 1, expected 0: FAIL",
            "ids wrong = none: 0: PASS")
        .contains("part-m-00001 row 301 (byte 12,300): 39 characters, not 40");
  }

  @Test
  void aChecksumErrorIsAVerdictWithItsFileAndPlace() throws Exception {
    byte[] part = Files.readAllBytes(part("part-m-00001"));
    part[400_000] ^= 1;
    Files.write(part("part-m-00001"), part);

    Run run = validate("-Dmapreduce.input.fileinputformat.split.maxsize=100000");

    assertFails(
            run, "splits that could not be read = none: found 2, expected 0: FAIL", "ids missing")
        .contains("part-m-00001 byte 299,997: cannot be read to the end of its split: ")
        .contains("Checksum error: ", "part-m-00001 at 399872");
    assertThat(part("part-m-00001")).exists();
  }

  @Test
  void needsNoManifestWhereSeedAndIdsAreGiven() throws Exception {
    Files.delete(folder.resolve("ids/_manifest.json"));
    validate().exits(2);
    assertThat(validate().err()).contains("no manifest tells the seed of input ");

    Run right = validate("--seed", "42", "--ids", "30k");
    right.succeeds();
    assertFails(
            validate("--seed", "42", "--ids", "30_001"),
            "ids missing = none: found 1, expected 0: FAIL")
        .contains("no rows for ids 30,000 to 30,000 (1), at the end");
    assertFails(
        validate("--seed", "42", "--ids", "29_999"),
        "ids foreign = none: found 1, expected 0: FAIL");
    assertFails(
        validate("--seed", "43", "--ids", "30k"),
        "ids wrong = none: found 30,000, expected 0: FAIL");
  }

  @Test
  void aLostRowShiftsNoFileBehindItWithoutAManifestEither() throws Exception {
    edit("part-m-00000", rows -> rows.remove(5));

    assertFails(
        validate("--seed", "42", "--ids", "30k"),
        "ids missing = none: found 1, expected 0: FAIL",
        "ids valid = ids of the plan: found 29,999, expected 30,000: FAIL");
  }

  @Test
  void findsDuplicatesInRowsOfUnknownOrigin() throws Exception {
    List<String> rows = new ArrayList<>(Dataset.rows(1, 5_000).lines().toList());
    Path file = Dataset.write(folder.resolve("rows.txt"), String.join("\n", rows) + "\n");
    Run none = Run.of("validate", file.toString(), "--duplicates");
    none.succeeds().prints("ids duplicate = none: 0: PASS");

    rows.set(4_000, rows.get(7));
    rows.set(4_001, rows.get(7));
    Collections.swap(rows, 4_001, 10);
    Dataset.write(file, String.join("\n", rows) + "\n");
    Run run = Run.of("validate", file.toString(), "--duplicates");

    assertFails(run, "ids duplicate = none: found 2, expected 0: FAIL")
        .contains(rows.get(7) + " comes 3 times");
  }

  /** Of an input without a manifest, convert knows no seed. */
  @Test
  void findsDuplicatesInConvertedRowsOfUnknownOrigin() throws Exception {
    Dataset.write(folder.resolve("rows.txt"), Dataset.rows(1, 50));
    String out = folder + "/packed";
    Run.of("convert", folder + "/rows.txt", out, "--format", "sequence").succeeds();

    Run.of("validate", out, "--duplicates").succeeds().prints("ids duplicate = none: 0: PASS");
    Run.of("validate", out).exits(2).says("no manifest tells the seed of input ");
  }

  @Test
  void tellsFilesOfOneNameInSeveralFoldersApart() throws Exception {
    for (int i = 0; i < 3; i++) {
      Path other = Files.createDirectories(folder.resolve("days/" + i));
      Files.move(part("part-m-0000" + i), other.resolve("part"));
    }

    Run run = Run.of("validate", folder + "/days/*/part", "--seed", "42", "--ids", "30k");

    run.succeeds();
  }

  @Test
  void takesFilesWhoseNamesHoldNewlinesAndTabs() throws Exception {
    Files.move(part("part-m-00001"), part("part-m-00001\n7\t1\tx"));
    Files.delete(folder.resolve("ids/_manifest.json"));

    validate("--seed", "42", "--ids", "30k").succeeds();
    edit("part-m-00001\n7\t1\tx", rows -> rows.remove(5));
    assertFails(validate("--seed", "42", "--ids", "30k"), "ids missing = none: found 1")
        .contains("part-m-00001\\n7\\t1\\tx row 5 (id 10,005, byte 205): expected ");
  }

  @Test
  void refusesTheManifestOfACount() {
    Run.of("count", folder + "/ids", folder + "/counts");
    Run run = Run.of("validate", folder + "/counts");

    run.exits(2).says("holds no ids: it was made by count");
  }

  private AbstractStringAssert<?> assertFails(Run run, String... told) {
    run.exits(5);
    assertThat(scratch()).isEmpty();
    return assertThat(run.out()).contains(told);
  }

  private Run validate(String... options) {
    List<String> command = new ArrayList<>(List.of("validate", folder + "/ids"));
    command.addAll(List.of(options));
    command.add("-Dhadoop.tmp.dir=" + folder + "/tmp");
    return Run.of(command.toArray(String[]::new));
  }

  /** What a run leaves of its own in the temporary folder. */
  private List<String> scratch() {
    String[] names =
        folder.resolve("tmp").toFile().list((in, name) -> name.startsWith(".validate"));
    return names == null ? List.of() : List.of(names);
  }

  private interface Edit {
    void apply(List<String> rows);
  }

  private void edit(String name, Edit edit) throws Exception {
    List<String> rows = new ArrayList<>(Files.readAllLines(part(name)));
    edit.apply(rows);
    write(name, (String.join("\n", rows) + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void write(String name, byte[] bytes) throws Exception {
    Files.write(part(name), bytes);
    Files.deleteIfExists(folder.resolve("ids/." + name + ".crc"));
  }

  private Path part(String name) {
    return folder.resolve("ids").resolve(name);
  }
}
