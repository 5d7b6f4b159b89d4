// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;

/**
 * HDFS with small blocks and YARN with two nodes, for one test class; all files under {@code
 * target/}. Programs reach it as users do, with {@code -conf} and the file of {@link #conf}.
 */
final class MiniCluster implements AutoCloseable {

  private final MiniDFSCluster dfs;
  private final MiniMRYarnCluster yarn;
  private final Path conf;

  /** Starts both, with a name that no other test class uses. */
  MiniCluster(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "mini-cluster", name)).toAbsolutePath();
    System.setProperty("test.build.data", folder.toString());
    Configuration settings = new HdfsConfiguration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    settings.setInt("dfs.blocksize", 1 << 20);
    settings.setInt("dfs.replication", 1);
    dfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    yarn = new MiniMRYarnCluster(name, 2);
    Configuration cluster = new Configuration(settings);
    cluster.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, dfs.getURI().toString());
    cluster.set(MRJobConfig.MR_AM_STAGING_DIR, "/staging");
    cluster.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 2048);
    cluster.setInt("yarn.nodemanager.resource.cpu-vcores", 2);
    cluster.setInt(MRJobConfig.MAP_MEMORY_MB, 512);
    cluster.setInt(MRJobConfig.REDUCE_MEMORY_MB, 512);
    cluster.setInt(MRJobConfig.MR_AM_VMEM_MB, 512);
    // tests wait for heartbeats more than for work
    cluster.setInt("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", 50);
    cluster.setInt("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", 50);
    // this machine's disk may be fuller than the default's 90 per cent; jobs would wait for ever
    cluster.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99.5f);
    yarn.init(cluster);
    yarn.start();
    Configuration client = new Configuration(yarn.getConfig());
    client.set(MRConfig.FRAMEWORK_NAME, MRConfig.YARN_FRAMEWORK_NAME);
    conf = folder.resolve("site.xml");
    try (OutputStream out = Files.newOutputStream(conf)) {
      client.writeXml(out);
    }
  }

  /** A site file that names the cluster. */
  String conf() {
    return conf.toString();
  }

  FileSystem fs() throws IOException {
    return dfs.getFileSystem();
  }

  DistributedFileSystem hdfs() throws IOException {
    return dfs.getFileSystem();
  }

  void stopNodeManagers() {
    yarn.getNodeManager(0).stop();
    yarn.getNodeManager(1).stop();
  }

  void stopHistoryServer() {
    yarn.getHistoryServer().stop();
  }

  /** The jar that users run, so that containers get the suite's classes as they would. */
  static String jar() {
    return new File(System.getProperty("runnable.jar")).getAbsolutePath();
  }

  @Override
  public void close() {
    yarn.stop();
    dfs.shutdown();
  }
}
