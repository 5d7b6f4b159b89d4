// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Imports run down one line and never up; a package may skip steps:
 *
 * <pre>
 *   Main
 *    |
 *   story
 *    |
 *   doctor; compare -> counters; validate; show; convert; fetch;
 *   sample -> memory -> count -> generate        cli, curve: import nothing of ours,
 *    |                                           any may use them
 *   report
 *    |
 *   source
 *    |
 *   run
 *    |
 *   record
 *    |
 *   cluster
 *    |
 *   publish
 *    |
 *   rows
 *    |
 *   input (a module of its own, without Hadoop)
 * </pre>
 */
class ArchitectureTest {

  private static final List<String> LINE =
      List.of(
          "story",
          "doctor",
          "compare",
          "counters",
          "validate",
          "show",
          "fetch",
          "convert",
          "sample",
          "memory",
          "count",
          "generate",
          "report",
          "source",
          "run",
          "record",
          "cluster",
          "publish",
          "rows",
          "input");
  private static final List<String> FREE = List.of("cli", "curve");

  private final JavaClasses ours =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test-kit/")) // a part of no program
          .importPackages("deviceid");

  @Test
  void importsRunDownOneLine() {
    for (int i = 0; i < LINE.size(); i++) {
      List<String> below = LINE.subList(i + 1, LINE.size());
      classes()
          .that()
          .resideInAPackage("deviceid." + LINE.get(i))
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(packagesBut(LINE.get(i), below))
          .check(ours);
    }
  }

  @Test
  void cliAndCurveImportNothingOfOurs() {
    for (String free : FREE) {
      noClasses()
          .that()
          .resideInAPackage("deviceid." + free)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packagesBut(free, List.of()))
          .check(ours);
    }
  }

  @Test
  void noPackagesFormACircle() {
    slices().matching("deviceid.(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void inputKnowsNoHadoop() {
    noClasses()
        .that()
        .resideInAPackage("deviceid.input")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hadoop..")
        .check(ours);
  }

  @Test
  void everyPackageHasItsPlaceOnTheLine() {
    assertThat(ours.stream().map(c -> c.getPackageName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("deviceid"), all().map(name -> "deviceid." + name)).toList());
  }

  /** Our packages but one and those it may import. */
  private static String[] packagesBut(String self, List<String> allowed) {
    return Stream.concat(
            Stream.of("deviceid"),
            all()
                .filter(name -> !name.equals(self) && !allowed.contains(name))
                .filter(name -> !LINE.contains(self) || !FREE.contains(name))
                .map(name -> "deviceid." + name))
        .toArray(String[]::new);
  }

  private static Stream<String> all() {
    return Stream.concat(LINE.stream(), FREE.stream());
  }
}
