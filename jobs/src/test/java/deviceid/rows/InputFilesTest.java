// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of input that is read more slowly than it need be. */
class InputFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "999, 41, ''",
    "1000, 41, '1,000 files of 41 bytes on average take longer to open'",
    "1001, 0, '1,001 files of 0 bytes on average take longer to open'",
    "1000, 1048576, ''"
  })
  void warnsOfManyFilesWhereTheyAreSmall(int count, long bytes, String warning) throws Exception {
    Files.createDirectory(folder.resolve("ids"));
    for (int i = 0; i < count; i++) {
      try (RandomAccessFile file = new RandomAccessFile(folder + "/ids/" + i, "rw")) {
        file.setLength(bytes); // sparse
      }
    }

    InputFiles files =
        InputFiles.find(new org.apache.hadoop.fs.Path(folder + "/ids"), new Configuration());

    assertThat(files.files()).hasSize(count);
    assertThat(String.join("\n", files.notices()))
        .isEqualTo(warning.isEmpty() ? "" : files.notices().get(0))
        .startsWith(warning);
  }

  /** Nothing runs: the job's eight maps, of a thousand files, are refused after the warning. */
  @Test
  void saysSoBeforeTheJobStarts() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Dataset.write(folder.resolve("ids/" + i), "");
    }

    Run run = Run.of("count", folder + "/ids", folder + "/x", "-Dmapreduce.job.max.map=7");

    run.exits(2);
    assertThat(run.err().lines().skip(1))
        .satisfiesExactly(
            warning ->
                assertThat(warning)
                    .startsWith("1,000 files of 0 bytes on average")
                    .endsWith("fewer, larger files are faster"),
            refusal -> assertThat(refusal).endsWith("map tasks 8 exceeded limit 7"));
  }

  @Test
  void saysNothingOfOrdinaryInput() throws Exception {
    Dataset.write(folder.resolve("ids/a"), Dataset.rows(42, 10));

    InputFiles files =
        InputFiles.find(new org.apache.hadoop.fs.Path(folder + "/ids"), new Configuration());

    assertThat(files.notices()).isEqualTo(List.of());
  }
}
