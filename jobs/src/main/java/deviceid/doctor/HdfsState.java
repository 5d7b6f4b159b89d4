// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Timeouts;
import deviceid.cluster.WhyUnreachable;
import deviceid.rows.MountedPath;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.hdfs.protocol.DatanodeInfo;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * State of HDFS as its NameNode reports it at one moment. Space in bytes.
 *
 * @param dataNodes empty where this user may not see them, as most may not
 * @param capacity of all live DataNodes together; 0 if there is none
 * @param blockSize of a new file
 * @param home the user's home folder
 * @param staging where the user's jobs leave their files
 */
record HdfsState(
    boolean safeMode,
    Optional<DataNodes> dataNodes,
    long capacity,
    long remaining,
    long blockSize,
    int replication,
    Folder home,
    Folder staging) {

  /** Live DataNodes to which a connection is tried; on a large cluster all would take long. */
  static final int TRIED = 2;

  /**
   * The DataNodes as a superuser of HDFS sees them.
   *
   * @param live those that report
   * @param dead those that have ceased to
   * @param deaf addresses of live ones, of the few tried, that take no connection
   */
  record DataNodes(int live, int dead, List<String> deaf) {
    DataNodes {
      deaf = List.copyOf(deaf);
    }
  }

  /**
   * A folder that a job writes into.
   *
   * @param owner empty if it is absent
   * @param writable by this user; of an absent one, whether the user can make it
   */
  record Folder(String path, String owner, boolean writable) {}

  /**
   * Asks the NameNode.
   *
   * @throws IOException if it does not answer in time
   */
  static HdfsState read(URI uri, Configuration conf) throws IOException {
    return Timeouts.of(conf).within(() -> ask(uri, Timeouts.hurried(conf)));
  }

  private static HdfsState ask(URI uri, Configuration conf) throws IOException {
    try (FileSystem fs = FileSystem.newInstance(uri, conf)) {
      DistributedFileSystem hdfs = (DistributedFileSystem) fs;
      Path staging =
          new Path(
              conf.get(MRJobConfig.MR_AM_STAGING_DIR, MRJobConfig.DEFAULT_MR_AM_STAGING_DIR),
              UserGroupInformation.getCurrentUser().getShortUserName() + "/.staging");
      return new HdfsState(
          hdfs.setSafeMode(SafeModeAction.GET),
          dataNodes(hdfs, conf),
          hdfs.getStatus().getCapacity(),
          hdfs.getStatus().getRemaining(),
          hdfs.getDefaultBlockSize(staging),
          hdfs.getDefaultReplication(staging),
          folder(hdfs, hdfs.getHomeDirectory()),
          staging(hdfs, MountedPath.resolve(staging, conf), conf));
    }
  }

  private static Optional<DataNodes> dataNodes(DistributedFileSystem hdfs, Configuration conf)
      throws IOException {
    try {
      DatanodeInfo[] live = hdfs.getDataNodeStats(DatanodeReportType.LIVE);
      int dead = hdfs.getDataNodeStats(DatanodeReportType.DEAD).length;
      return Optional.of(new DataNodes(live.length, dead, deaf(live, conf)));
    } catch (IOException e) {
      if (WhyUnreachable.of(e) == WhyUnreachable.FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The NameNode learns of a DataNode's end only after ten minutes. */
  private static List<String> deaf(DatanodeInfo[] live, Configuration conf) {
    boolean byName =
        conf.getBoolean(
            HdfsClientConfigKeys.DFS_CLIENT_USE_DN_HOSTNAME,
            HdfsClientConfigKeys.DFS_CLIENT_USE_DN_HOSTNAME_DEFAULT);
    List<String> deaf = new ArrayList<>();
    for (DatanodeInfo node : Arrays.asList(live).subList(0, Math.min(TRIED, live.length))) {
      String address = node.getXferAddr(byName);
      try {
        Timeouts.of(conf).connect(NetUtils.createSocketAddr(address));
      } catch (IOException e) {
        deaf.add(address);
      }
    }
    return deaf;
  }

  /** By a mount table it may be on another file system than the home. */
  private static Folder staging(FileSystem home, Path staging, Configuration conf)
      throws IOException {
    boolean beside = home.getUri().getAuthority().equals(staging.toUri().getAuthority());
    return folder(beside ? home : staging.getFileSystem(conf), staging);
  }

  private static Folder folder(FileSystem fs, Path path) throws IOException {
    Path nearest = path;
    while (!fs.exists(nearest)) {
      nearest = nearest.getParent();
    }
    String owner = nearest.equals(path) ? fs.getFileStatus(path).getOwner() : "";
    boolean writable = true;
    try {
      fs.access(nearest, FsAction.WRITE_EXECUTE);
    } catch (AccessControlException e) {
      writable = false;
    }
    return new Folder(path.toUri().getPath(), owner, writable);
  }
}
