// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @BeforeAll
  static void takeHadoopsList() {
    Secrets.obey(new Configuration());
  }

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

  /** The value canary in every form in which one was seen to get out, or may. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.azure.sas.container.shop.blob.core.windows.net=canary",
        "fs.azure.sas.fixed.token.shop=canary",
        "-Dmy.sas=canary",
        "-Ddb.pwd=canary",
        "-Ddb.pass=canary",
        "-Dssl.keystore.pass=canary",
        "-Dssl.server.keystore.keypassword=canary",
        "-DtrustStorePass=canary",
        "-Dkey.passphrase=canary",
        "-Dkey.pass_phrase=canary",
        "-Dsession.cookie=canary",
        "-Dx.passcode=canary",
        "-Dx.passwd=canary",
        "-Dx.jwt=canary",
        "-Dx.signature=canary",
        "-Dx.secret=canary",
        "-Dx.clientSecret=canary",
        "-Dx.apiKey=canary",
        "-Dx.api-key=canary",
        "-Dx.private_key=canary",
        "-Dx.access.key.id=canary",
        "-Dfs.s3a.secret.key=canary",
        "-Dfs.s3a.bucket.b.session.token=canary",
        "-Dfs.azure.account.key.shop.blob.core.windows.net=canary",
        "-Dfs.azure.account.oauth2.client.secret=canary",
        "-Dfs.azure.oauth2.client=canary",
        "-Dfs.adl.oauth2.refresh.url=canary",
        "-Dfs.gs.auth.service.account=canary",
        "-Doauth.my.token=canary",
        "-Dx.password=\"two canary\"",
        "-Dx.password='two canary'",
        "-Dmapreduce.map.java.opts=-Dx.password='two canary' -Da=b",
        "-Dx.options=-Dx.password=\"two canary\" -Da=b",
        "password=canary",
        "PGPASSWORD=canary",
        "AWS_SECRET_ACCESS_KEY=canary",
        "AWS_SESSION_TOKEN=canary",
        "--password canary",
        "--token=canary",
        "-token canary",
        "https://h/p?sig=canary&sv=1",
        "https://h/p?a=1&sig=canary",
        "https://h/p?a=1&pass=canary#x",
        "https://h/p?access_token=canary",
        "https://h/p?X-Amz-Signature=canary&a=b",
        "https://h/p?X-Amz-Credential=canary&a=b",
        "jdbc:x://h/db;user=a;password=canary;b=c",
        "hdfs://bob:canary@nn/ids",
        "s3a://canary:canary@bucket/ids",
        "ftp://canary@h/",
        "Authorization: Bearer canary",
        "Authorization: Basic canary=",
        "proxy-authorization: Digest username=x, response=canary",
        "Cookie: a=b; hadoop.auth=canary",
        "Set-Cookie: id=canary; Secure",
        "X-Auth-Token: canary",
        "curl -H 'Authorization: Bearer canary' http://h/",
        "the header was Bearer eyJ0.canary.x1",
        "{\"password\": \"canary\", \"a\": 1}",
        "{\"client_secret\":\"canary\"}",
        "{\"token\": canary}",
        "{'pwd': 'canary'}",
        "{\\\"password\\\": \\\"canary\\\"}",
        "<password>canary</password>",
        "<db:secret type='x'>canary</db:secret>",
        "<property><name>x.password</name><value>canary</value></property>",
        "<name>fs.azure.sas.a</name>\n  <value>canary</value>",
        "<login user='a' password='canary'/>",
        "password: canary",
        "  secret: canary words",
        "-----BEGIN PRIVATE KEY-----\ncanary\ncanary\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----canary",
        "error: cannot log in with password=canary",
      })
  void getOutInNoForm(String text) {
    assertThat(Secrets.hide(text)).doesNotContain("canary").contains(Secrets.HIDDEN);
    assertThat(Secrets.hide(Secrets.hide(text))).isEqualTo(Secrets.hide(text));
    assertThat(Secrets.hide(List.of(text)).get(0)).doesNotContain("canary");
  }

  @Test
  void areWhatHadoopIsToldTheyAre() {
    Configuration conf = new Configuration(false);
    conf.set("hadoop.security.sensitive-config-keys", "^my\\.own$");
    try {
      Secrets.obey(conf);

      assertThat(Secrets.hide("my.own", "canary")).isEqualTo(Secrets.HIDDEN);
      assertThat(Secrets.hide("count -Dmy.own=canary ids")).doesNotContain("canary");
      assertThat(Secrets.hide(List.of("-D", "my.own=two canary"))).doesNotContain("canary");
      assertThat(Secrets.hide("not.my.own", "a")).isEqualTo("a");
      assertThat(Secrets.hide("fs.azure.oauth2.client", "canary")).isEqualTo(Secrets.HIDDEN);
    } finally {
      Secrets.obey(new Configuration());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check  row checksum of summaries = of counters: 1: PASS",
        "hdfs://nn:9000/folder@night/part-m-00000",
        "count ids counts --emit-every 1 --no-combiner",
        "characters = groups reduced",
        "check  a rule: 1: PASS",
        "file system hdfs://nn:9000, engine yarn at rm:8032, conf /etc/hadoop",
        "job count ids: map 12%, reduce 0%",
        "http://rm:8088/proxy/application_1_1/?user=a&state=RUNNING",
        "mapreduce.job.output.key.class=org.apache.hadoop.io.Text",
        "the bearer of this note",
        "bypass=1"
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
