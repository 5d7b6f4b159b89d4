// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Run;
import deviceid.cli.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweep itself: it passes the protocol in use, and finds what is wrong with each other. */
class CrashPointControlTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://sweep", "file://"})
  void passesTheProtocolInUse(String scheme) throws Exception {
    assertThat(sweep(Protocol.STAGED_AND_RENAMED, scheme).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STRAIGHT_INTO_THE_DESTINATION | DEAD in create of out/part-1   | names in the destination
          COPIED_THEN_DELETED           | DEAD in create of out/part-1   | names in the destination
          RENAMED_PART_BY_PART          | DEAD in rename of              | names in the destination
          FAILED_CLOSE_IGNORED          | HALF_DONE in close of          | bytes of part-1
          FAILURE_NOT_TOLD              | REFUSED in rename NONE of      | destination absent
          FAILED_AFTER_IT_WAS_THERE     | REFUSED in mkdirs of out       | destination there
          STAGING_LEFT_BEHIND           | REFUSED in rename of           | left behind
          STAGING_OF_ONE_NAME           | DEAD in rename of .out.staging | exit code of the second run
          """)
  void findsWhatIsWrongWithAnother(Protocol protocol, String point, String fault) throws Exception {
    assertThat(sweep(protocol, "hdfs://sweep").findings())
        .anySatisfy(finding -> assertThat(finding).contains(point, fault));
  }

  @Test
  void findsAVerdictThatAFaultMade() throws Exception {
    CrashPointSweep sweep =
        CrashPointSweep.telling(
            folder.resolve("trials"),
            (out, faults) -> {
              Run stored = store(Protocol.STAGED_AND_RENAMED, "hdfs://sweep" + out, faults);
              FileUtils.deleteQuietly(out.toFile());
              return stored.status() == 0 ? stored : new Run(5, "", stored.err());
            },
            0);
    assertThat(sweep.run().findings())
        .anySatisfy(finding -> assertThat(finding).contains("REFUSED in create", "verdict"));
  }

  private CrashPointSweep.Report sweep(Protocol protocol, String scheme) throws Exception {
    return CrashPointSweep.publishing(
            folder.resolve("trials"),
            (out, faults) -> store(protocol, scheme + out, faults),
            CrashPointControlTest::check,
            "exists")
        .run();
  }

  private Run store(Protocol protocol, String target, Faults faults) throws IOException {
    Configuration conf = new Configuration(false);
    faults.settings(folder.resolve("scratch")).forEach(conf::set);
    var path = new org.apache.hadoop.fs.Path(target);
    FileSystem fs = path.getFileSystem(conf);
    if (fs.exists(path)) {
      return new Run(4, "", path + " exists");
    }
    try {
      protocol.store(fs, path);
      return new Run(0, "", "");
    } catch (ProgramException e) {
      return new Run(e.code().status(), "", e.getMessage());
    } catch (IOException e) {
      return new Run(1, "", e.getMessage());
    }
  }

  private static void check(Path out) throws IOException {
    for (String part : List.of("part-0", "part-1")) {
      assertThat(Files.readAllBytes(out.resolve(part)))
          .as("bytes of " + part)
          .isEqualTo(Protocol.CONTENT);
    }
  }
}
