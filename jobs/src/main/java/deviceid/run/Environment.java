// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Secrets;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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
    facts.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("jvm", property("java.vm.name") + " " + property("java.vm.version"));
    facts.put("heap_bytes", Long.toString(Runtime.getRuntime().maxMemory()));
    facts.put("engine", Secrets.hide(Engine.name(conf)));
    facts.put("file_system", Secrets.hide(FileSystem.getDefaultUri(conf).toString()));
    facts.put("conf", Engine.confFolder(conf));
    return facts;
  }

  private static String property(String name) {
    return System.getProperty(name);
  }
}
