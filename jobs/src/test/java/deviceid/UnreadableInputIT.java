// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a user may not read or make, on HDFS alone: it is refused before a job is submitted, and
 * root may read any local file.
 */
class UnreadableInputIT {

  private static final String ROWS = Dataset.rows(42, 10);

  private static MiniDFSCluster dfs;
  private static FileSystem fs;
  private static String site;

  @BeforeAll
  static void start() throws Exception {
    java.nio.file.Path folder =
        Files.createDirectories(java.nio.file.Path.of("target", "unreadable")).toAbsolutePath();
    Configuration settings = new HdfsConfiguration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    dfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    fs = dfs.getFileSystem();
    site = folder.resolve("site.xml").toString();
    Configuration client = new Configuration(false);
    client.set("fs.defaultFS", dfs.getURI().toString());
    client.set("mapreduce.framework.name", "local");
    client.set("hadoop.tmp.dir", folder.resolve("tmp-${user.name}").toString());
    try (OutputStream out = Files.newOutputStream(java.nio.file.Path.of(site))) {
      client.writeXml(out);
    }
    makeFiles();
  }

  @AfterAll
  static void stop() {
    if (dfs != null) {
      dfs.shutdown();
    }
  }

  private static void makeFiles() throws Exception {
    write("/open/ids/part-m-00000", 0644);
    write("/open/ids/part-m-00001", 0644);
    write("/open/secret", 0600);
    write("/mixed/part-m-00000", 0644);
    write("/mixed/part-m-00001", 0600);
    write("/closed/ids/part-m-00000", 0644);
    write("/unlisted/part-m-00000", 0644);
    write("/plan.txt", 0600);
    write("/closed/plan", 0644);
    chmod("/closed", 0700); // another user's folder
    chmod("/unlisted", 0711); // its files can be read, but not found
    fs.mkdirs(new Path("/bob"));
    fs.setOwner(new Path("/bob"), "bob", "b");
    fs.mkdirs(new Path("/tmp"));
    chmod("/tmp", 0777);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count /open/secret /bob/x | /open/secret cannot be read: Permission denied: user=bob, access=READ, inode="/open/secret"
          count /mixed /bob/x | /mixed/part-m-00001 cannot be read: Permission denied: user=bob, access=READ
          sample /mixed /bob/x | /mixed/part-m-00001 cannot be read: Permission denied: user=bob, access=READ
          count /mixed/part* /bob/x | /mixed/part-m-00001 cannot be read: Permission denied: user=bob
          count /closed/ids /bob/x | Permission denied: user=bob, access=EXECUTE, inode="/closed"
          count /closed /bob/x | Permission denied: user=bob, access=READ_EXECUTE, inode="/closed"
          count /closed/ids/part* /bob/x | Permission denied: user=bob, access=EXECUTE, inode="/closed"
          sample /closed/ids /bob/x | Permission denied: user=bob, access=EXECUTE, inode="/closed"
          count /unlisted /bob/x | Permission denied: user=bob, access=READ_EXECUTE, inode="/unlisted"
          count /open/ids /closed/x | Permission denied: user=bob, access=EXECUTE, inode="/closed"
          count /open/ids /open/x | Permission denied: user=bob, access=WRITE, inode="/open"
          count /open/ids /open/deeper/x | Permission denied: user=bob, access=WRITE, inode="/open"
          sample /open/ids /open/x | Permission denied: user=bob, access=WRITE, inode="/open"
          generate /open/x --ids 10 | Permission denied: user=bob, access=WRITE, inode="/open"
          generate /bob/x --control /plan.txt | Permission denied: user=bob, access=READ, inode="/plan.txt"
          generate /bob/x --control /closed/plan | Permission denied: user=bob, access=EXECUTE
          generate /bob/x --control /open/none | control file /open/none cannot be read: File does not exist: /open/none
          generate /bob/x --control /open/ids | control file /open/ids cannot be read: Path is not a file: /open/ids
          generate /open/ids/part-m-00000/x/y --ids 10 | is not a directory
          count /open/ids/part-m-00000/x /bob/x | is not a directory
          generate /user/bob --ids 10 | /user/bob cannot be your home folder or hold it
          generate /user --ids 10 | /user cannot be your home folder or hold it
          """)
  void refusesInOneLineThatNamesUserAndPath(String line, String message) throws Exception {
    List<String> before = everything();

    Run run = asBob(line);

    run.exits(2);
    assertThat(run.err().lines().skip(1))
        .hasSize(1)
        .first()
        .asString()
        .contains(message)
        .doesNotContain("\\n");
    assertThat(run.out()).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void readsAFileOfAFolderThatCannotBeListedWhereItIsNamed() throws Exception {
    Run run = asBob("count /unlisted/part-m-00000 /bob/counts");

    run.succeeds().prints("sum of counts = rows counted: 10: PASS");
    assertThat(fs.getFileStatus(new Path("/bob/counts")).getOwner()).isEqualTo("bob");
  }

  /** On HDFS as on local files, and one step of the NameNode each. */
  @Test
  void leavesNoFolderThatItMadeForItsOutput() throws Exception {
    try (OutputStream out = fs.create(new Path("/open/bad"))) {
      out.write("bad\n".getBytes(StandardCharsets.US_ASCII));
    }
    List<String> before = everything();

    Run run = asBob("count /open/bad /bob/deep/er/x");

    run.exits(3);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void keepsThatFolderWhereAnOutputIsInIt() throws Exception {
    Run run = asBob("count /open/ids /bob/new/er/x");

    run.succeeds();
    assertThat(fs.listStatus(new Path("/bob/new/er"))).hasSize(1);
    fs.delete(new Path("/bob/new"), true);
  }

  private static Run asBob(String line) throws Exception {
    UserGroupInformation bob = UserGroupInformation.createUserForTesting("bob", new String[] {"b"});
    String[] arguments =
        Stream.concat(Arrays.stream(line.split(" ")), Stream.of("-conf", site))
            .toArray(String[]::new);
    return Run.as(bob, arguments);
  }

  private static void write(String file, int mode) throws Exception {
    try (OutputStream out = fs.create(new Path(file))) {
      out.write(ROWS.getBytes(StandardCharsets.US_ASCII));
    }
    chmod(file, mode);
  }

  private static void chmod(String path, int mode) throws Exception {
    fs.setPermission(new Path(path), new FsPermission((short) mode));
  }

  private static List<String> everything() throws Exception {
    return list(new Path("/")).sorted().toList();
  }

  private static Stream<String> list(Path folder) throws Exception {
    Stream<String> all = Stream.empty();
    for (FileStatus status : fs.listStatus(folder)) {
      all = Stream.concat(all, Stream.of(status.getPath().toString()));
      if (status.isDirectory()) {
        all = Stream.concat(all, list(status.getPath()));
      }
    }
    return all;
  }
}
