// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.password",
        "fs.s3a.secret.key",
        "API_TOKEN",
        "--credentials",
        "fs.azure.account.key.shop.blob.core.windows.net",
        "my.key"
      })
  void areKnownByTheirNames(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mapreduce.job.output.key.class", "--emit-every", "seed", "keys.count"})
  void areNoOtherSettings(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Dx.password=canary ids | -Dx.password=<redacted> ids",
        "-Xmx1g -Da.token=canary -Db=1 | -Xmx1g -Da.token=<redacted> -Db=1",
        "hdfs://bob:canary@nn:9000/ids | hdfs://<redacted>@nn:9000/ids",
        "hdfs://canary@nn/a and s3a://k:canary@b/c | hdfs://<redacted>@nn/a and s3a://<redacted>@b/c",
        "Unknown options: '--password', 'canary' | Unknown options: '--password', '<redacted>'",
        "count --token canary ids | count --token <redacted> ids",
      })
  void areHiddenInText(String text, String hidden) {
    assertThat(Secrets.hide(text)).isEqualTo(hidden);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check  row checksum of summaries = that of counters: 1 = 1: PASS",
        "hdfs://nn:9000/folder@night/part-m-00000",
        "count ids counts --emit-every 1 --no-combiner",
        "characters = groups reduced"
      })
  void leaveOtherTextAsItIs(String text) {
    assertThat(Secrets.hide(text)).isEqualTo(text);
  }

  @Test
  void inACommandLineMayHoldSpacesOrBeTheNextWord() {
    assertThat(
            Secrets.hide(
                List.of("count", "-D", "x.secret=my canary", "--token", "canary", "ids", "a=b")))
        .containsExactly(
            "count", "-D", "x.secret=<redacted>", "--token", "<redacted>", "ids", "a=b");
  }

  @Test
  void areLookedForInTimeThatGrowsWithTheText() {
    String long1 = "0123456789abcdef-password.".repeat(40_000) + "=x";

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Secrets.hide(long1));
  }
}
