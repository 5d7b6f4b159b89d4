// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that the class path holds one copy of each library. */
final class ClassPathChecks {

  private static final List<String> ONCE =
      List.of(
          "org/apache/hadoop/conf/Configuration.class",
          "org/apache/hadoop/hdfs/DistributedFileSystem.class",
          "org/apache/hadoop/mapreduce/Job.class",
          "org/apache/hadoop/yarn/client/api/YarnClient.class",
          "com/google/common/base/Preconditions.class",
          "com/fasterxml/jackson/core/JsonFactory.class");

  private ClassPathChecks() {}

  static List<Finding> of(ClassLoader loader) throws IOException {
    return List.of(classPath(loader), logging(loader));
  }

  /** Two copies of a library end in NoSuchMethodError, sooner or later. */
  static Finding classPath(ClassLoader loader) throws IOException {
    List<String> faults = new ArrayList<>();
    for (String name : ONCE) {
      List<URL> places = places(loader, name);
      if (places.size() > 1) {
        faults.add(name.replaceAll(".*/|\\.class", "") + " in " + names(places));
      }
    }
    return faults.isEmpty()
        ? Finding.pass(CheckName.CLASS_PATH, "one copy each of Hadoop, Guava and Jackson")
        : Finding.warn(
            CheckName.CLASS_PATH,
            String.join(", ", faults),
            "leave one of each: see HADOOP_CLASSPATH, -libjars and fat jars");
  }

  /** Libraries of versions that do not go together, met in some other check. */
  static Finding broken(LinkageError met) {
    return Finding.fail(
        CheckName.CLASS_PATH,
        met.toString(),
        "a library is missing or older than another one needs: see HADOOP_CLASSPATH and -libjars");
  }

  /** Bindings that fight, or no appender: noise, never a failure. */
  static Finding logging(ClassLoader loader) throws IOException {
    List<URL> bindings = places(loader, "org/slf4j/impl/StaticLoggerBinder.class");
    if (bindings.size() > 1) {
      return Finding.warn(
          CheckName.LOGGING, names(bindings), "harmless; leave one SLF4J binding to quieten it");
    }
    List<URL> settings = places(loader, "log4j.properties");
    return settings.isEmpty()
        ? Finding.warn(
            CheckName.LOGGING,
            "no log4j.properties",
            "harmless; put one into HADOOP_CONF_DIR to see Hadoop's log")
        : Finding.pass(CheckName.LOGGING, names(settings.subList(0, 1)));
  }

  private static List<URL> places(ClassLoader loader, String name) throws IOException {
    return Collections.list(loader.getResources(name)).stream().distinct().toList();
  }

  /** The jar's name, or the file's path. */
  private static String names(List<URL> places) {
    return places.stream()
        .map(URL::getPath)
        .map(path -> path.contains("!/") ? path.replaceAll("!/.*", "").replaceAll(".*/", "") : path)
        .collect(Collectors.joining(" and "));
  }
}
