// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.service.CompositeService;
import org.apache.hadoop.service.Service;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.apache.hadoop.yarn.server.nodemanager.containermanager.container.ContainerState;
import org.apache.hadoop.yarn.server.nodemanager.containermanager.loghandler.NonAggregatingLogHandler;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * HDFS with small blocks and YARN with two nodes; all files under {@code target/}. Programs reach
 * it as users do, with {@code -conf} and the file of {@link #conf}. Classes that leave its daemons
 * as they found them share one and use files of their own; others start and stop their own.
 */
public final class MiniCluster implements AutoCloseable {

  /** Containers live for seconds: the quick compiler alone, and no thread of a larger collector. */
  private static final String SHORT_LIVED =
      "-Xmx360m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData";

  /** What makes the jobs of one machine shorter, as {@code conf/pseudo-distributed} says why. */
  private static final Map<String, String> SHORT_JOBS =
      Map.of(
          "dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "5",
          "dfs.client.block.write.locateFollowingBlock.retries", "11",
          "dfs.client.retry.window.base", "100", // milliseconds before a bad block is read again
          "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "50",
          "yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", "20",
          "yarn.scheduler.minimum-allocation-mb", "512",
          "yarn.scheduler.capacity.maximum-am-resource-percent", "0.7",
          "yarn.nodemanager.log-container-debug-info.enabled", "false",
          "yarn.nodemanager.vmem-check-enabled", "false",
          "yarn.nodemanager.process-kill-wait.ms", "1000"); // a node that stops waits so long, too

  /**
   * Runs a small job's tasks inside its ApplicationMaster: one JVM where a job of four maps takes
   * six, for tests of what a program does and not of what containers do.
   */
  public static final String INSIDE_MASTER = "-Dmapreduce.job.ubertask.enable=true";

  /** Beside the default one, a queue that is stopped and one that takes no application. */
  private static final Map<String, String> QUEUES =
      Map.of(
          "yarn.scheduler.capacity.root.queues", "default,stopped,full",
          "yarn.scheduler.capacity.root.default.capacity", "100",
          "yarn.scheduler.capacity.root.stopped.capacity", "0",
          "yarn.scheduler.capacity.root.stopped.state", "STOPPED",
          "yarn.scheduler.capacity.root.full.capacity", "0",
          "yarn.scheduler.capacity.root.full.maximum-applications", "0");

  /**
   * The classes that jobs load, which the first cluster has one of its containers write: later ones
   * start in half the time. The JVM leaves an archive alone that is of other jars.
   */
  private static final Path ARCHIVE =
      Path.of("target", "mini-cluster", "containers-" + Runtime.version().feature() + ".jsa")
          .toAbsolutePath();

  private static final long ARCHIVE_NANOS = 60_000_000_000L;

  private static MiniCluster shared;

  private final MiniDFSCluster dfs;
  private final MiniMRYarnCluster yarn;
  private final Path conf;

  /**
   * The cluster, with two DataNodes and one replica, of all classes of this JVM that only need one.
   * It is started for the first, and stopped after the last or before a class starts its own.
   */
  public static synchronized MiniCluster shared() throws IOException {
    if (shared == null) {
      shared = new MiniCluster("shared", 2, QUEUES);
    }
    return shared;
  }

  /** A JVM holds one YARN: its ResourceManagers share an identity, and nodes trust only one. */
  private static synchronized void stopShared() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  /** Stops it after the last class; within a JVM's shutdown, YARN waits 30 s for itself. */
  public static final class StopShared implements LauncherSessionListener {
    @Override
    public void launcherSessionClosed(LauncherSession session) {
      stopShared();
    }
  }

  /** Starts both, with a name that no other test class uses. */
  public MiniCluster(String name) throws IOException {
    this(name, 1, Map.of());
  }

  /** The same with more DataNodes, and settings for daemons, clients and jobs alike. */
  public MiniCluster(String name, int dataNodes, Map<String, String> extra) throws IOException {
    stopShared();
    String fork = System.getProperty("test.fork", "0"); // several JVMs may run tests at once
    Path folder =
        Files.createDirectories(Path.of("target", "mini-cluster", name + "-" + fork))
            .toAbsolutePath();
    System.setProperty("test.build.data", folder.toString());
    Configuration settings = new HdfsConfiguration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    settings.setInt("dfs.blocksize", 1 << 20);
    settings.setInt("dfs.replication", 1);
    SHORT_JOBS.forEach(settings::set);
    extra.forEach(settings::set);
    dfs = new MiniDFSCluster.Builder(settings).numDataNodes(dataNodes).build();
    yarn = new MiniMRYarnCluster(name, 2);
    Configuration cluster = new Configuration(settings);
    cluster.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, dfs.getURI().toString());
    cluster.set(MRJobConfig.MR_AM_STAGING_DIR, "/staging");
    cluster.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 2048);
    cluster.setInt("yarn.nodemanager.resource.cpu-vcores", 2);
    cluster.setInt(MRJobConfig.MAP_MEMORY_MB, 512);
    cluster.setInt(MRJobConfig.REDUCE_MEMORY_MB, 512);
    cluster.setInt(MRJobConfig.MR_AM_VMEM_MB, 512);
    cluster.setLong(MRJobConfig.JOB_UBERTASK_MAXBYTES, 64 << 20); // a block unless told
    String options =
        SHORT_LIVED + " -XX:SharedArchiveFile=" + ARCHIVE + " -cp " + jars() + ":$CLASSPATH";
    cluster.set(MRJobConfig.MAP_JAVA_OPTS, options);
    cluster.set(MRJobConfig.REDUCE_JAVA_OPTS, options);
    cluster.set(MRJobConfig.MR_AM_COMMAND_OPTS, options);
    // this machine's disk may be fuller than the default's 90 per cent; jobs would wait for ever
    cluster.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99.5f);
    yarn.init(cluster);
    yarn.start();
    Configuration client = new Configuration(yarn.getConfig());
    client.set(MRConfig.FRAMEWORK_NAME, MRConfig.YARN_FRAMEWORK_NAME);
    // a site file rarely repeats Hadoop's default, which would replace a user's list
    client.unset(CommonConfigurationKeysPublic.HADOOP_SECURITY_SENSITIVE_CONFIG_KEYS);
    conf = folder.resolve("site.xml");
    try (OutputStream out = Files.newOutputStream(conf)) {
      client.writeXml(out);
    }
    if (ARCHIVE.toFile().lastModified() < new File(jar()).lastModified()) { // 0 if there is none
      archiveClasses();
    }
  }

  /** Runs a job whose one container, its ApplicationMaster, writes the archive when it ends. */
  private void archiveClasses() throws IOException {
    Files.deleteIfExists(ARCHIVE);
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path("/archived");
    try (OutputStream out = fs().create(new org.apache.hadoop.fs.Path(folder, "ids"))) {
      out.write(Dataset.rows(42, 100).getBytes(StandardCharsets.US_ASCII));
    }
    String options = SHORT_LIVED + " -XX:ArchiveClassesAtExit=" + ARCHIVE + " -cp " + jars();
    run(
            "count",
            folder + "/ids",
            folder + "/counts",
            INSIDE_MASTER,
            "-D" + MRJobConfig.MR_AM_COMMAND_OPTS + "=" + options)
        .succeeds();
    long end = System.nanoTime() + ARCHIVE_NANOS;
    while (containers() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
    }
    fs().delete(folder, true);
  }

  /** Containers that have not ended. */
  private long containers() {
    return IntStream.range(0, 2)
        .mapToObj(this::nodeManager)
        .flatMap(node -> node.getNMContext().getContainers().values().stream())
        .filter(container -> container.getContainerState() != ContainerState.DONE)
        .count();
  }

  /** The jars of this JVM's class path, and the suite's: an archive takes no folders. */
  private static String jars() {
    return Stream.concat(
            Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> entry.endsWith(".jar")),
            Stream.of(jar()))
        .distinct()
        .collect(Collectors.joining(":"));
  }

  /** A site file that names the cluster. */
  String conf() {
    return conf.toString();
  }

  /** What a client has that was given the site file. */
  public Configuration client() {
    Configuration client = new JobConf();
    client.addResource(new org.apache.hadoop.fs.Path(conf()));
    return client;
  }

  /** Runs a program of the suite on the cluster. */
  public Run run(String... arguments) {
    return run(new ByteArrayOutputStream(), arguments);
  }

  /** The same, what it says seen while it runs. */
  Run run(ByteArrayOutputStream said, String... arguments) {
    String[] site = {"-conf", conf(), "-Dmapreduce.job.jar=" + jar()};
    return Run.of(
        said, Stream.concat(Arrays.stream(arguments), Arrays.stream(site)).toArray(String[]::new));
  }

  /** The parts of a folder, one after another in the order of their names. */
  public String parts(String folder) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (FileStatus part : fs().globStatus(new org.apache.hadoop.fs.Path(folder, "part-*"))) {
      try (var in = fs().open(part.getPath())) {
        in.transferTo(all);
      }
    }
    return all.toString(StandardCharsets.US_ASCII);
  }

  /** Every name in a folder, hidden ones too. */
  public List<String> names(String folder) throws IOException {
    return Arrays.stream(fs().listStatus(new org.apache.hadoop.fs.Path(folder)))
        .map(status -> status.getPath().getName())
        .toList();
  }

  FileSystem fs() throws IOException {
    return hdfs();
  }

  public DistributedFileSystem hdfs() throws IOException {
    return dfs.getFileSystem();
  }

  /** For those who stop a DataNode or spoil a block. */
  public MiniDFSCluster dfs() {
    return dfs;
  }

  public NodeManager nodeManager(int index) {
    return yarn.getNodeManager(index);
  }

  void stopNodeManagers() {
    IntStream.range(0, 2)
        .parallel()
        .mapToObj(this::nodeManager)
        .forEach(
            node -> {
              node.getServices().forEach(MiniCluster::forgetLogs);
              node.stop();
            });
  }

  /** As it stops, a node waits 10 s for the deletion of logs, which is due in hours. */
  private static void forgetLogs(Service service) {
    if (service instanceof CompositeService parts) {
      parts.getServices().forEach(MiniCluster::forgetLogs);
    } else if (service instanceof NonAggregatingLogHandler logs) {
      try {
        Field deletions = NonAggregatingLogHandler.class.getDeclaredField("sched");
        deletions.setAccessible(true);
        ((ScheduledThreadPoolExecutor) deletions.get(logs))
            .setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("a NodeManager is not as it was", e);
      }
    }
  }

  void stopHistoryServer() {
    yarn.getHistoryServer().stop();
  }

  /** The jar that users run, so that containers get the suite's classes as they would. */
  public static String jar() {
    return new File(System.getProperty("runnable.jar")).getAbsolutePath();
  }

  @Override
  public void close() {
    stopNodeManagers();
    yarn.stop();
    dfs.shutdown();
  }
}
