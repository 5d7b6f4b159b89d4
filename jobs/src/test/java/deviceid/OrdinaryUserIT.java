// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSNNTopology;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.server.namenode.ha.HATestUtil;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs as a user who is no superuser and has no home folder, on an HDFS as others have it:
 * a name service of two NameNodes, a mount table, erasure coding, quotas.
 */
class OrdinaryUserIT {

  private static final String CONTEXT = "fs.AbstractFileSystem.hdfs.impl";

  private static UserGroupInformation superuser;
  private static MiniDFSCluster dfs;
  private static DistributedFileSystem fs;
  private static String service;
  private static String mounts;

  @BeforeAll
  static void start() throws Exception {
    java.nio.file.Path folder =
        Files.createDirectories(java.nio.file.Path.of("target", "ordinary")).toAbsolutePath();
    superuser = UserGroupInformation.getLoginUser();
    Configuration settings = new HdfsConfiguration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    dfs =
        new MiniDFSCluster.Builder(settings)
            .nnTopology(MiniDFSNNTopology.simpleHATopology(2))
            .numDataNodes(3)
            .build();
    dfs.transitionToActive(0);
    Configuration client = new Configuration(false);
    HATestUtil.setFailoverConfigurations(dfs, client, "pair");
    client.set("fs.defaultFS", "hdfs://pair");
    client.set("dfs.replication", "1");
    client.set("dfs.blocksize", "1m");
    client.set("dfs.client.failover.sleep.base.millis", "50");
    client.set("mapreduce.framework.name", "local");
    client.set("hadoop.tmp.dir", folder.resolve("tmp-${user.name}").toString());
    service = write(client, folder.resolve("service.xml"));
    client.set("fs.defaultFS", "viewfs://table/");
    client.set("fs.viewfs.mounttable.table.link./data", "hdfs://pair/open");
    client.set("fs.viewfs.mounttable.table.link./user", "hdfs://pair/user");
    mounts = write(client, folder.resolve("mounts.xml"));
    Configuration own = new Configuration();
    own.addResource(new Path(service));
    fs = (DistributedFileSystem) FileSystem.get(own);
    makeFolders();
  }

  private static String write(Configuration conf, java.nio.file.Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      conf.writeXml(out);
    }
    return file.toString();
  }

  private static void makeFolders() throws Exception {
    fs.mkdirs(new Path("/user"));
    for (String open : List.of("/open", "/coded", "/names", "/space", "/ha")) {
      fs.mkdirs(new Path(open));
      fs.setPermission(new Path(open), new FsPermission((short) 0777));
    }
    fs.enableErasureCodingPolicy("XOR-2-1-1024k");
    fs.setErasureCodingPolicy(new Path("/coded"), "XOR-2-1-1024k");
    fs.setQuota(new Path("/names"), 3, HdfsConstants.QUOTA_DONT_SET);
    fs.setQuota(new Path("/space"), HdfsConstants.QUOTA_DONT_SET, 1000);
  }

  @AfterAll
  static void stop() {
    if (dfs != null) {
      dfs.shutdown();
    }
  }

  @Test
  void everyProgramThatStoresWorksThroughAMountTable() throws Exception {
    asAnn(mounts, "generate /data/ids --ids 3k --cores 2").succeeds();
    asAnn(mounts, "generate /data/ids --ids 3k --cores 2").exits(4).says("already done");
    asAnn(mounts, "count /data/ids /data/counts").succeeds();
    asAnn(mounts, "sample /data/ids /data/curve --repeats 1").succeeds();
    asAnn(mounts, "convert /data/ids /data/packed --format sequence").succeeds();
    asAnn(mounts, "validate viewfs://table/data/packed").succeeds();
    asAnn(mounts, "show /data/ids --blocks").succeeds().prints("part-m-00001");
    asAnn(mounts, "count hdfs://pair/open/ids /data/ids/x").exits(2).says("lies inside the input");

    assertThat(names("/open")).containsExactlyInAnyOrder("ids", "counts", "curve", "packed");
  }

  @Test
  void namesTheMountPointsForAnOutputBelowNone() throws Exception {
    assertThat(asAnn(mounts, "generate /ids --ids 10").exits(2).lastLine())
        .isEqualTo(
            "output viewfs://table/ids is below no mount point; name one below /data, /user");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailoverWhileItPublishesCostsNothing(boolean answerIsLost) throws Exception {
    FailsOver.answerIsLost = answerIsLost;
    FailsOver.happened = 0;
    String output = "/ha/" + answerIsLost;

    asAnn(
            service,
            "generate " + output + " --ids 3k -D" + CONTEXT + "=" + FailsOver.class.getName())
        .succeeds();

    assertThat(FailsOver.happened).isEqualTo(1);
    asAnn(service, "validate " + output).succeeds();
    assertThat(names("/ha")).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void nobodyElseReadsWhatIsWrittenUnderAStrictMask() throws Exception {
    asAnn(service, "generate /open/private/ids --ids 100 -Dfs.permissions.umask-mode=077")
        .succeeds();
    asAnn(service, "count /open/private/ids /open/private/counts").succeeds();

    Run other = as("bob", service, "count /open/private/ids /open/stolen");

    assertThat(other.exits(2).lastLine()).startsWith("Permission denied: user=bob");
    fs.delete(new Path("/open/private"), true);
  }

  @Test
  void refusesAnotherUsersOutputInOneLine() throws Exception {
    asAnn(service, "generate /open/hers --ids 100").succeeds();
    fs.setPermission(new Path("/open/hers"), new FsPermission((short) 0700));

    Run other = as("bob", service, "generate /open/hers --ids 100");

    assertThat(other.exits(4).lastLine())
        .startsWith("output hdfs://pair/open/hers exists: ")
        .hasSizeLessThan(300);
    assertThat(other.err()).doesNotContain("\tat ");
    fs.delete(new Path("/open/hers"), true);
  }

  @Test
  void readsAndShowsAnErasureCodedFolder() throws Exception {
    asAnn(service, "generate /coded/ids --ids 60k --cores 1").succeeds();
    asAnn(service, "validate /coded/ids").succeeds();

    assertThat(asAnn(service, "show /coded/ids --blocks").succeeds().out())
        .containsPattern("(?s)XOR-2-1-1024k: 2\\b.*\\b1\\b.*\\bparity\\b"); // may be on two lines
  }

  @ParameterizedTest
  @ValueSource(strings = {"/names", "/space"})
  void namesTheQuotaThatIsExceeded(String folder) throws Exception {
    Run run = asAnn(service, "generate " + folder + "/ids --ids 3k");

    assertThat(run.exits(6).lastLine()).contains("quota", " of ", folder + " is exceeded");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void withoutAHomeFolderARelativeOutputIsRefused() throws Exception {
    assertThat(asAnn(service, "generate ids --ids 100").exits(2).lastLine())
        .contains("Permission denied: user=ann, access=WRITE, inode=\"/user\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doctorSkipsWhatAUserMayNotSee(boolean isMounted) throws Exception {
    asAnn(isMounted ? mounts : service, "doctor")
        .succeeds()
        .prints("hdfs://pair", "SKIP  DataNodes", "WARN  home folder", "/user/ann is absent");
  }

  @Test
  void namesSafeModeInOneLine() throws Exception {
    fs.setSafeMode(SafeModeAction.ENTER);
    Run run = asAnn(service, "generate /open/late --ids 100");
    fs.setSafeMode(SafeModeAction.LEAVE);

    assertThat(run.exits(6).lastLine()).endsWith("is in safe mode; wait until it ends");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private static List<String> names(String folder) throws IOException {
    return Arrays.stream(fs.listStatus(new Path(folder)))
        .map(status -> status.getPath().getName())
        .toList();
  }

  private static Run asAnn(String site, String line) throws Exception {
    return as("ann", site, line);
  }

  private static Run as(String name, String site, String line) throws Exception {
    String[] arguments =
        Stream.concat(Arrays.stream(line.split(" ")), Stream.of("-conf", site))
            .toArray(String[]::new);
    String[] groups = {"staff"};
    return Run.as(UserGroupInformation.createUserForTesting(name, groups), arguments);
  }

  /** HDFS whose other NameNode takes over as an output is published. */
  static final class FailsOver extends FilterFs {

    static boolean answerIsLost;
    static int happened;

    FailsOver(URI uri, Configuration conf) throws Exception {
      super(AbstractFileSystem.createFileSystem(uri, withoutThis(conf)));
    }

    private static Configuration withoutThis(Configuration conf) {
      Configuration plain = new Configuration(conf);
      plain.set(CONTEXT, "org.apache.hadoop.fs.Hdfs");
      return plain;
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      if (answerIsLost) {
        super.renameInternal(from, to, overwrite);
        switchOver();
        throw new IOException("no answer");
      }
      switchOver();
      super.renameInternal(from, to, overwrite);
    }

    private static void switchOver() throws IOException {
      happened++;
      try {
        superuser.doAs(
            (PrivilegedExceptionAction<Void>)
                () -> {
                  int active = dfs.getNameNode(0).isActiveState() ? 0 : 1;
                  dfs.transitionToStandby(active);
                  dfs.transitionToActive(1 - active);
                  return null;
                });
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }
}
