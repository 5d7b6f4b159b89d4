// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.Verdict;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathChecksTest {

  @TempDir Path folder;

  @Test
  void findsASecondCopyOfALibrary() throws Exception {
    put("new", "com/google/common/base/Preconditions.class");
    try (URLClassLoader one = loader("new")) {
      assertThat(ClassPathChecks.classPath(one)).matches(Finding::isPass);
    }
    put("old", "com/google/common/base/Preconditions.class");
    try (URLClassLoader two = loader("new", "old")) {
      Finding finding = ClassPathChecks.classPath(two);

      assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
      assertThat(finding.value()).startsWith("Preconditions in ").contains("/new/", "/old/");
    }
  }

  @Test
  void findsBindingsOfTheLogThatFightAndAMissingAppender() throws Exception {
    put("one", "org/slf4j/impl/StaticLoggerBinder.class");
    try (URLClassLoader none = loader("one")) {
      assertThat(ClassPathChecks.logging(none).value()).isEqualTo("no log4j.properties");
    }
    put("one", "log4j.properties");
    try (URLClassLoader sound = loader("one")) {
      assertThat(ClassPathChecks.logging(sound)).matches(Finding::isPass);
    }
    put("two", "org/slf4j/impl/StaticLoggerBinder.class");
    try (URLClassLoader both = loader("one", "two")) {
      assertThat(ClassPathChecks.logging(both).verdict()).isEqualTo(Verdict.WARN);
      assertThat(ClassPathChecks.logging(both).value()).contains("/one/", "/two/");
    }
  }

  @Test
  void librariesThatDoNotMatchAreAFindingAndEndNoOtherCheck() throws Exception {
    List<Finding> findings =
        Doctor.survived(
                () -> {
                  throw new NoSuchMethodError("Preconditions.checkArgument");
                })
            .call();

    assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.FAIL);
    assertThat(findings.get(0).value())
        .isEqualTo("java.lang.NoSuchMethodError: Preconditions.checkArgument");
  }

  private void put(String place, String name) throws Exception {
    Path file = folder.resolve(place).resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  private URLClassLoader loader(String... places) throws Exception {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = folder.resolve(places[i]).toUri().toURL();
    }
    return new URLClassLoader(urls, null);
  }
}
