// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs on the local runner, whose files lie in an HDFS that asks for Kerberos tickets. */
@Tag("sweep")
class KerberosIT {

  private static final long PATIENCE_NANOS = 120_000_000_000L;

  @TempDir static Path folder;
  private static Process hdfs;

  @BeforeAll
  static void start() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    hdfs =
        new ProcessBuilder(
                java,
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SecuredHdfs.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("hdfs.log").toFile())
            .start();
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(folder.resolve("ready")) && System.nanoTime() < end && hdfs.isAlive()) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(folder.resolve("ready")).exists();
  }

  @AfterAll
  static void stop() throws Exception {
    hdfs.getOutputStream().close();
    assertThat(hdfs.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aKeytabLetsProgramsIn() throws Exception {
    Map<String, String> keytab = keytab("somebody", "keytab");
    run(keytab, "generate", "kept", "--ids", "1000", "--cores", "2").succeeds();

    Run converted = run(keytab, "convert", "kept", "packed", "--format", "sequence");
    converted.succeeds();
    assertThat(converted.out()).contains("rows of the files read back: 1,000: PASS");
    Run shown = run(keytab, "show", "kept", "--blocks");
    shown.succeeds();
    assertThat(shown.out()).contains("part-m-00001");
    Run refused = run(keytab, "count", "kept", "counts");
    refused.exits(6).says("a job with reduce tasks needs Hadoop's native library", "checknative");
    assertThat(run(keytab, "rows", "counts").lastLine()).contains("does not exist");
    Run doctor = run(keytab, "doctor");
    doctor.succeeds();
    assertThat(doctor.out()).contains("PASS  file system", "PASS  home folder");
  }

  @Test
  void aTicketDoesToo() throws Exception {
    Map<String, String> ticket = Map.of("KRB5CCNAME", folder.resolve("ticket").toString());

    run(ticket, "generate", "ticketed", "--ids", "1000").succeeds();
  }

  @ParameterizedTest
  @CsvSource({
    "expired, FAIL: there is no valid Kerberos ticket; get one with kinit",
    "none, FAIL: there is no valid Kerberos ticket; get one with kinit"
  })
  void withoutATicketOneLineSaysHowToGetOne(String cache, String line) throws Exception {
    Map<String, String> ticket = Map.of("KRB5CCNAME", folder.resolve(cache).toString());

    Run run = run(ticket, "generate", cache, "--ids", "1000");
    Run doctor = run(ticket, "doctor");

    run.exits(6);
    assertThat(run.lastLine()).startsWith(line);
    doctor.exits(6);
    assertThat(doctor.out()).containsPattern("FAIL  file system +hdfs:\\S+ there is no valid Kerb");
  }

  @Test
  void aKeytabOfAnotherIsNamed() throws Exception {
    Run run = run(keytab("other", "keytab"), "generate", "others", "--ids", "1000");

    run.exits(6);
    assertThat(run.lastLine())
        .startsWith("FAIL: Kerberos does not let this user in, for principal: other from keytab /");
  }

  private static Map<String, String> keytab(String principal, String file) {
    return Map.of("KRB5PRINCIPAL", principal, "KRB5KEYTAB", folder.resolve(file).toString());
  }

  /** As a user runs it, who has these in the environment. */
  private static Run run(Map<String, String> login, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("scripts/hadoop", "jar", "jobs/target/device-id-jobs.jar"));
    command.addAll(List.of(words));
    command.add("-Ddeviceid.runs=" + folder.resolve("runs"));
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File(".."));
    builder.environment().keySet().removeIf(name -> name.matches("KRB5.*|HADOOP_.*"));
    builder.environment().putAll(login);
    builder.environment().put("HADOOP_CONF_DIR", folder.resolve("conf").toString());
    builder
        .environment()
        .put("HADOOP_CLIENT_OPTS", "-Djava.security.krb5.conf=" + folder.resolve("krb5.conf"));
    Process process = builder.redirectOutput(out).redirectError(err).start();
    assertThat(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    return new Run(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }
}
