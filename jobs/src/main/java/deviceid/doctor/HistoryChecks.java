// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import deviceid.cluster.WhyUnreachable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.mapreduce.v2.util.MRWebAppUtil;

/** Whether the history server is there, of which clients learn how a job ended and its counters. */
final class HistoryChecks {

  private static final String DAEMON = "history server";

  private HistoryChecks() {}

  static Finding historyServer(Configuration conf) {
    String address =
        conf.get(JHAdminConfig.MR_HISTORY_ADDRESS, JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS);
    try {
      Timeouts.of(conf)
          .connect(
              conf.getSocketAddr(
                  JHAdminConfig.MR_HISTORY_ADDRESS,
                  JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS,
                  JHAdminConfig.DEFAULT_MR_HISTORY_PORT));
    } catch (IOException e) {
      return WhyUnreachable.of(e)
          .finding(CheckName.HISTORY_SERVER, DAEMON, address, JHAdminConfig.MR_HISTORY_ADDRESS);
    }
    String page = "http://" + MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
    try {
      WebPage.fetch(page + "/ws/v1/history/info", Timeouts.of(conf)).json().required("historyInfo");
      return Finding.pass(CheckName.HISTORY_SERVER, address + ", pages at " + page);
    } catch (IOException | IllegalArgumentException e) {
      return Finding.warn(
          CheckName.HISTORY_SERVER,
          address + " is open, but " + page + " is no history server",
          "correct " + JHAdminConfig.MR_HISTORY_WEBAPP_ADDRESS + ", or see who has the port");
    }
  }
}
