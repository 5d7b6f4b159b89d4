// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside this repository follows the README and the migration guide: their install
 * command, dependency, first test and sed command, with a local Maven repository of its own that
 * shares all other artifacts with the user's.
 */
@Tag("sweep")
class FreshProjectIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void runsItsFirstTestAndOneWrittenForMrunit() throws Exception {
    String readme = Files.readString(ROOT.resolve("test-kit/README.md"));
    linkRepository();
    Path sources = copySources();
    long start = System.nanoTime();
    maven(sources, block(readme, "sh").strip());

    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("pom.xml"), pom(block(readme, "xml")));
    Path tests = Files.createDirectories(project.resolve("src/test/java/example"));
    Files.writeString(tests.resolve("WordCountTest.java"), block(readme, "java"));
    maven(project, "mvn test");
    System.out.printf(
        "From the sources to the first green test: %.0f s%n", (System.nanoTime() - start) / 1e9);

    Files.copy(
        ROOT.resolve("test-kit/src/test/resources/WrittenForMrunitTest.java.txt"),
        tests.resolve("WrittenForMrunitTest.java"));
    run(project, block(Files.readString(ROOT.resolve("test-kit/MIGRATION.md")), "sh"));
    maven(project, "mvn test");

    Path reports = project.resolve("target/surefire-reports");
    assertThat(Files.readString(reports.resolve("example.WordCountTest.txt")))
        .contains("Tests run: 1, Failures: 0, Errors: 0");
    assertThat(Files.readString(reports.resolve("example.WrittenForMrunitTest.txt")))
        .contains("Tests run: 4, Failures: 0, Errors: 0");
  }

  /** Else JUnit warns of each. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> groups = Files.list(folder.resolve("repository"))) {
      for (Path group : groups.filter(Files::isSymbolicLink).toList()) {
        Files.delete(group);
      }
    }
  }

  /** All that the user's local repository has, but what this build may have installed there. */
  private void linkRepository() throws IOException {
    Path users =
        Path.of(
            System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository"));
    Path own = Files.createDirectory(folder.resolve("repository"));
    try (Stream<Path> groups = Files.list(users)) {
      for (Path group : groups.filter(each -> !each.endsWith("deviceid")).toList()) {
        Files.createSymbolicLink(own.resolve(group.getFileName()), group);
      }
    }
  }

  /** The poms and the kit, so that this build's own folders stay as they are. */
  private Path copySources() throws IOException {
    Path copy = folder.resolve("sources");
    List<Path> files = new ArrayList<>(List.of(Path.of("pom.xml")));
    Matcher module =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (module.find()) {
      files.add(Path.of(module.group(1), "pom.xml"));
    }
    try (Stream<Path> sources = Files.walk(ROOT.resolve("test-kit/src/main"))) {
      sources.filter(Files::isRegularFile).map(ROOT::relativize).forEach(files::add);
    }
    for (Path file : files) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(ROOT.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /** A plain project with the kit, JUnit and the plugins' versions of this build. */
  private static String pom(String dependency) throws IOException {
    String ours = Files.readString(ROOT.resolve("pom.xml"));
    StringBuilder plugins = new StringBuilder();
    for (String plugin : List.of("resources", "compiler", "surefire")) {
      String name = "maven-" + plugin + "-plugin";
      plugins.append(
          "<plugin><artifactId>%s</artifactId><version>%s</version></plugin>"
              .formatted(name, first(ours, name + "</artifactId>\\s*<version>([^<]+)<")));
    }
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>example</groupId>
      <artifactId>example</artifactId>
      <version>1</version>
      <properties>
        <maven.compiler.release>17</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
      </properties>
      <dependencies>
        %s
        <dependency>
          <groupId>org.junit.jupiter</groupId>
          <artifactId>junit-jupiter</artifactId>
          <version>%s</version>
          <scope>test</scope>
        </dependency>
      </dependencies>
      <build><plugins>%s</plugins></build>
    </project>
    """
        .formatted(dependency, first(ours, "<dep.junit.version>([^<]+)<"), plugins);
  }

  /** Offline first; a machine that lacks an artifact may fetch it. */
  private void maven(Path where, String command) throws Exception {
    String options = " -q -B -Dmaven.repo.local=" + folder.resolve("repository");
    run(where, command + options + " -o || " + command + options);
  }

  private static void run(Path where, String command) throws Exception {
    File log = where.resolve("log").toFile();
    int exit =
        new ProcessBuilder("bash", "-c", command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start()
            .waitFor();

    assertThat(exit).as("%s%n%s", command, Files.readString(log.toPath())).isZero();
  }

  /** The first block of a language in a Markdown text. */
  private static String block(String markdown, String language) {
    return first(markdown, "(?s)```" + language + "\n(.*?)```");
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
