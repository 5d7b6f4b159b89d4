// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code scripts/chaos} as a user runs it, for one trial. */
@Tag("sweep")
class ChaosIT {

  @Test
  void aTrialGivesACertificateAndEveryWrongProtocolIsCaught() throws Exception {
    Path home = Path.of("target/chaos").toAbsolutePath();
    Path log = home.resolveSibling("chaos.out");
    ProcessBuilder builder =
        new ProcessBuilder("scripts/chaos", "--policy", "kills", "--trials", "1")
            .directory(Path.of("..").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CHAOS_HOME", home.toString());
    Process chaos = builder.start();
    assertThat(chaos.waitFor(20, TimeUnit.MINUTES)).isTrue();
    assertThat(chaos.exitValue()).as(Files.readString(log)).isZero();

    JsonNode certificate = new ObjectMapper().readTree(home.resolve("certificate.json").toFile());
    assertThat(certificate.get("trials")).hasSize(1);
    String verdict = certificate.get("verdict").asText();
    assertThat(verdict).startsWith("PASS, ");
    assertThat(certificate.get("rows lost").asLong()).isZero();
    assertThat(certificate.get("controls")).hasSize(WrongProtocol.values().length);
    assertThat(certificate.get("controls")).allMatch(JsonNode::asBoolean);
    assertThat(home.resolve("certificate.html")).content().contains("Chaos certificate", verdict);
  }
}
