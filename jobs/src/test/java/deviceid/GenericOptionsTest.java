// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GenericOptionsTest {

  private static final Console CONSOLE = new Console(System.out, System.err, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-D a=b -fs file:/// count in out --crlf",
        "count -D a=b in -fs file:/// out --crlf",
        "count in out --crlf -D a=b -fs file:///",
        "count in out -Da=b --crlf -fs file:///"
      })
  void findsThemAnywhere(String line) {
    GenericOptions options = GenericOptions.split(line.split(" "));

    assertThat(options.generic()).containsExactly("-D", "a=b", "-fs", "file:///");
    assertThat(options.rest()).containsExactly("count", "in", "out", "--crlf");
  }

  @Test
  void knowsASettingWhoseValueHasLines() {
    CommandLine suite = Main.suite(new Configuration(false), CONSOLE, "generate");
    CommandLine generate = suite.getSubcommands().get("generate");
    String[] line = {"generate", "-Ddeviceid.generate.control=a\nb"};

    assertThat(GenericOptions.split(line).refuseUnknown(generate, Set.of("generate")))
        .isSameAs(generate);
  }

  @Test
  void takesNothingAfterADoubleDash() {
    GenericOptions options = GenericOptions.split(new String[] {"-Da=b", "count", "--", "-Dc=d"});

    assertThat(options.generic()).containsExactly("-D", "a=b");
    assertThat(options.rest()).containsExactly("count", "--", "-Dc=d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-D",
        "-fs",
        "-jt",
        "-files",
        "-libjars",
        "-archives",
        "-conf",
        "-Da",
        "-D=b",
        "-D a"
      })
  void refusesOneWithoutItsValue(String line) {
    assertThatThrownBy(() -> GenericOptions.split(line.split(" ")))
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.WRONG_USE));
  }

  /** Hadoop would read no file and say nothing, or fail without naming the option. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "no/such/site.xml"})
  void refusesAConfigurationThatCannotBeRead(String file) {
    assertThatThrownBy(() -> GenericOptions.split(new String[] {"-conf", file}))
        .isInstanceOf(ProgramException.class)
        .hasMessage("-conf " + file + " cannot be read");
  }
}
