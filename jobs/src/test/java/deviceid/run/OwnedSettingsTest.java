// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.cli.Console;
import deviceid.publish.StagedCommitter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings under which a job may lose rows and still succeed. */
class OwnedSettingsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mapreduce.fileoutputcommitter.algorithm.version=2",
        "mapreduce.map.failures.maxpercent=1",
        "mapreduce.reduce.failures.maxpercent=50",
        "mapreduce.map.skip.maxrecords=1",
        "mapreduce.reduce.skip.maxgroups=1",
        "io.skip.checksum.errors=TRUE",
        "mapreduce.fileoutputcommitter.marksuccessfuljobs=false",
        "mapreduce.fileoutputcommitter.cleanup.skipped=true"
      })
  void areRefusedFromTheCommandLineReplacedFromASiteFileAndLeftWhereAccepted(String setting)
      throws Exception {
    String out = folder + "/ids";
    Run refused = Run.of("generate", out, "--ids", "10", "-D", setting);
    refused.exits(2);
    assertThat(refused.err()).contains(setting, "accept that with --accept-loss");
    assertThat(Dataset.names(folder)).isEmpty();

    Run replaced = Run.of("generate", out, "--ids", "10", "-conf", site(setting));
    replaced.succeeds();
    assertThat(replaced.err()).contains(setting + " from ", "site.xml", "; replaced by ");

    Run accepted = Run.of("generate", out + 2, "--ids", "10", "-D", setting, "--accept-loss");
    accepted.succeeds();
    assertThat(accepted.err()).contains(setting, "; accepted");
  }

  /** Of S3A's committer: it cannot be accepted, and nothing starts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.s3a.committer.name=directory",
        "fs.s3a.committer.magic.enabled=false",
        "fs.s3a.committer.magic.cleanup.enabled=false",
        "fs.s3a.committer.require.uuid=true"
      })
  void areThoseOfAStoresCommitterToo(String setting) throws Exception {
    String out = folder + "/ids";
    Run refused = Run.of("generate", out, "--ids", "10", "-D", setting, "--accept-loss").exits(2);
    assertThat(refused.lastLine()).contains(setting + " from -D ", "; leave it at ");
    assertThat(Dataset.names(folder)).isEmpty();

    Run replaced = Run.of("generate", out, "--ids", "10", "-conf", site(setting)).succeeds();
    boolean isSaid = !setting.contains(".name="); // a site names it for jobs of others
    assertThat(replaced.err().contains(setting + " from ")).isEqualTo(isSaid);
  }

  @Test
  void areNoneOfTheirHarmlessValues() {
    Run run =
        Run.of(
            "generate",
            folder + "/ids",
            "--ids",
            "10",
            "-Dmapreduce.map.failures.maxpercent=0",
            "-Dio.skip.checksum.errors=false",
            "-Dmapreduce.fileoutputcommitter.algorithm.version=1");

    run.succeeds();
    assertThat(run.err()).doesNotContain("maxpercent", "checksum", "committer");
  }

  @Test
  void commitByTheSuitesCommitterWhereNobodySaysOtherwise() {
    JobConf conf = new JobConf(false);

    OwnedSettings.settle(conf, false, new Console(System.out, System.err, false));

    assertThat(conf.get("mapreduce.outputcommitter.factory.class"))
        .isEqualTo(StagedCommitter.Factory.class.getName());
  }

  private String site(String setting) throws Exception {
    int equals = setting.indexOf('=');
    Path file = folder.resolve("site.xml");
    Files.writeString(
        file,
        "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
            .formatted(setting.substring(0, equals), setting.substring(equals + 1)));
    return file.toString();
  }
}
