// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs are given for the engine that will run them. */
class EngineTest {

  private static final String MASTERS_USER = "yarn.app.mapreduce.am.env.HADOOP_USER_NAME";

  /** Hadoop puts these options before {@code mapreduce.map.java.opts}, which so overrules them. */
  @ParameterizedTest
  @ValueSource(strings = {"map", "reduce"})
  void containersCompileQuicklyWithTheAdministratorsOptionsKept(String task) throws Exception {
    String name = "mapreduce.admin." + task + ".child.java.opts";
    Job job = job(MRConfig.YARN_FRAMEWORK_NAME);
    job.getConfiguration().set(name, "-Dsite=7");
    Job plain = job(MRConfig.YARN_FRAMEWORK_NAME);

    Engine.compileQuickly(job);
    Engine.compileQuickly(plain);

    assertThat(job.getConfiguration().get(name)).isEqualTo("-Dsite=7 -XX:TieredStopAtLevel=1");
    assertThat(plain.getConfiguration().get(name))
        .startsWith("-Djava.net.preferIPv4Stack=true ")
        .endsWith(" -XX:TieredStopAtLevel=1");
  }

  @Test
  void theLocalRunnerHasNoContainers() throws Exception {
    Job job = job(MRConfig.LOCAL_FRAMEWORK_NAME);

    Engine.compileQuickly(job);

    assertThat(job.getConfiguration().getRaw("mapreduce.admin.map.child.java.opts")).isNull();
  }

  @Test
  void aMasterIsLoggedInAsTheUserWhoSubmits() throws Exception {
    assertThat(mastersUser(MRConfig.YARN_FRAMEWORK_NAME, null)).isEqualTo("somebody");
  }

  @Test
  void orAsTheSettingSays() throws Exception {
    assertThat(mastersUser(MRConfig.YARN_FRAMEWORK_NAME, "other")).isEqualTo("other");
  }

  @Test
  void theLocalRunnerHasNoMaster() throws Exception {
    assertThat(mastersUser(MRConfig.LOCAL_FRAMEWORK_NAME, null)).isNull();
  }

  private static String mastersUser(String engine, String given) throws Exception {
    Configuration conf = new Configuration();
    conf.set(MRConfig.FRAMEWORK_NAME, engine);
    if (given != null) {
      conf.set(MASTERS_USER, given);
    }
    PrivilegedExceptionAction<Void> settle =
        () -> {
          Engine.settleUser(conf);
          return null;
        };
    UserGroupInformation.createRemoteUser("somebody").doAs(settle);
    return conf.get(MASTERS_USER);
  }

  private static Job job(String engine) throws Exception {
    Configuration conf = new Configuration();
    conf.set(MRConfig.FRAMEWORK_NAME, engine);
    return Job.getInstance(conf);
  }
}
