// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;

/** As whom jobs work on a cluster that believes names. */
class JobUserTest {

  private static final String NAME = "yarn.app.mapreduce.am.env.HADOOP_USER_NAME";

  @Test
  void aMasterIsLoggedInAsTheUserWhoSubmits() throws Exception {
    assertThat(prepared(MRConfig.YARN_FRAMEWORK_NAME, null)).isEqualTo("somebody");
  }

  @Test
  void orAsTheSettingSays() throws Exception {
    assertThat(prepared(MRConfig.YARN_FRAMEWORK_NAME, "other")).isEqualTo("other");
  }

  @Test
  void theLocalRunnerHasNoMaster() throws Exception {
    assertThat(prepared(MRConfig.LOCAL_FRAMEWORK_NAME, null)).isNull();
  }

  private static String prepared(String engine, String given) throws Exception {
    Configuration conf = new Configuration();
    conf.set(MRConfig.FRAMEWORK_NAME, engine);
    if (given != null) {
      conf.set(NAME, given);
    }
    PrivilegedExceptionAction<Void> prepare =
        () -> {
          JobUser.prepare(conf);
          return null;
        };
    UserGroupInformation.createRemoteUser("somebody").doAs(prepare);
    return conf.get(NAME);
  }
}
