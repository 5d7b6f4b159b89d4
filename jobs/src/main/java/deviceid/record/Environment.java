// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import deviceid.cli.Secrets;
import java.io.IOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.UserGroupInformation;

/** Where a program runs: the machine, the JVM, and the engine and files that it works with. */
public final class Environment {

  private Environment() {}

  /** By name, in reading order. */
  public static Map<String, String> of(Configuration conf) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("host", NetUtils.getLocalHostname());
    facts.put("user", UserGroupInformation.getCurrentUser().getShortUserName());
    facts.put("pid", Long.toString(ProcessHandle.current().pid()));
    facts.put("os", system());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("jvm", property("java.vm.name") + " " + property("java.vm.version"));
    facts.put("heap_bytes", Long.toString(Runtime.getRuntime().maxMemory()));
    facts.put("engine", Secrets.hide(engine(conf)));
    facts.put("file_system", Secrets.hide(FileSystem.getDefaultUri(conf).toString()));
    facts.put("conf", confFolder(conf));
    return facts;
  }

  /** The machine: {@code Linux 6.1 amd64, 8 cores, OpenJDK 64-Bit Server VM}. */
  public static String machine() {
    return system()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + property("java.vm.name");
  }

  /** Whether jobs run in this process. */
  public static boolean isLocal(Configuration conf) {
    return conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME)
        .equals(MRConfig.LOCAL_FRAMEWORK_NAME);
  }

  /** The line that starts every program: file system, engine and conf folder in use. */
  public static String describe(Configuration conf) {
    return Secrets.hide(
        String.format(
            Locale.ROOT,
            "file system %s, engine %s, conf %s",
            FileSystem.getDefaultUri(conf),
            engine(conf),
            confFolder(conf)));
  }

  /** What runs jobs, and where: {@code local runner (4 cores)}. */
  private static String engine(Configuration conf) {
    return isLocal(conf)
        ? "local runner (" + Runtime.getRuntime().availableProcessors() + " cores)"
        : conf.get(MRConfig.FRAMEWORK_NAME) + " at " + conf.get("yarn.resourcemanager.address");
  }

  private static String confFolder(Configuration conf) {
    URL site = conf.getResource("core-site.xml");
    if (site == null) {
      return "none (Hadoop's defaults)";
    }
    String file = site.getProtocol().equals("file") ? site.getPath() : site.toString();
    return file.substring(0, file.lastIndexOf('/'));
  }

  private static String system() {
    return property("os.name") + " " + property("os.version") + " " + property("os.arch");
  }

  private static String property(String name) {
    return System.getProperty(name);
  }
}
