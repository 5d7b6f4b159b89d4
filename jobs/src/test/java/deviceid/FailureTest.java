// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users are told of what Hadoop throws: one line, the right exit code, and no stack trace. */
class FailureTest {

  private static final String STACK =
      "\n\tat org.apache.hadoop.hdfs.server.namenode.FSPermissionChecker.check(F.java:1)\n\tat x";

  @TempDir Path folder;

  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(
            new AccessControlException("Permission denied: user=ann, inode=\"/x\":root" + STACK),
            ExitCode.WRONG_USE,
            "Permission denied: user=ann, inode=\"/x\":root"),
        Arguments.of(
            new RemoteException(
                AccessControlException.class.getName(), "Permission denied" + STACK),
            ExitCode.WRONG_USE,
            "Permission denied"),
        Arguments.of(
            new IllegalArgumentException(
                "Unable to parse configuration fs.permissions.umask-mode with value 999 as octal"),
            ExitCode.WRONG_USE,
            "Unable to parse configuration fs.permissions.umask-mode with value 999 as octal"),
        Arguments.of(
            new IOException("Exception reading /x"),
            ExitCode.WRONG_USE,
            "Exception reading /x; correct HADOOP_TOKEN_FILE_LOCATION or"
                + " mapreduce.job.credentials.binary"),
        Arguments.of(
            new ClassCastException(
                "class x.Y cannot be cast to class org.apache.hadoop.fs.LocalFileSystem (x.Y and"),
            ExitCode.WRONG_USE,
            "fs.file.impl names no LocalFileSystem, which Hadoop needs; remove it"),
        Arguments.of(
            new ProgramException(ExitCode.OUTPUT_TAKEN, "output /x: Permission denied" + STACK),
            ExitCode.OUTPUT_TAKEN,
            "output /x: Permission denied"),
        Arguments.of(
            new RemoteException(
                SafeModeException.class.getName(),
                "Cannot create directory /x. Name node is in safe mode.\nThe reported blocks 0"),
            ExitCode.NOT_READY,
            "Cannot create directory /x. Name node is in safe mode; wait until it ends"),
        Arguments.of(
            new IOException(new UnknownHostException("nope")),
            ExitCode.NOT_READY,
            "unknown host nope: correct the name, or add it to DNS or /etc/hosts"),
        Arguments.of(
            new IllegalArgumentException(new UnknownHostException("nope")),
            ExitCode.NOT_READY,
            "unknown host nope: correct the name, or add it to DNS or /etc/hosts"),
        Arguments.of(
            new UnknownHostException(
                "Invalid host name: local host is: (unknown); destination host is: \"nope\":9000;"
                    + " java.net.UnknownHostException; For more details see:  http://wiki"),
            ExitCode.NOT_READY,
            "unknown host nope: correct the name, or add it to DNS or /etc/hosts"),
        Arguments.of(
            new ConnectException(
                "Call From a/1.2.3.4 to b:9000 failed on connection exception:"
                    + " java.net.ConnectException: Connection refused; For more details see:  http"),
            ExitCode.NOT_READY,
            "Call From a/1.2.3.4 to b:9000 failed on connection exception:"
                + " java.net.ConnectException: Connection refused; run doctor for details"),
        Arguments.of(
            new EOFException(
                "End of File Exception between local host is: \"a/1.2.3.4\"; destination host is:"
                    + " \"b\":9000; : java.io.EOFException; For more details see:  http"),
            ExitCode.NOT_READY,
            "End of File Exception between local host is: \"a/1.2.3.4\"; destination host is:"
                + " \"b\":9000; : java.io.EOFException; run doctor for details"),
        Arguments.of(
            new IOException(
                "Failed on local exception: java.io.IOException: Connection reset by peer"),
            ExitCode.NOT_READY,
            "Failed on local exception: java.io.IOException: Connection reset by peer; run doctor"
                + " for details"),
        Arguments.of(
            new IOException("Job status not available "),
            ExitCode.NOT_READY,
            "Job status not available; YARN did not report the state of the job, which may still run:"
                + " yarn application -list"),
        Arguments.of(
            new IOException(
                "Failed to submit application_1_1 to YARN : Application application_1_1 submitted"
                    + " by user ann to unknown queue: nope"),
            ExitCode.WRONG_USE,
            "Failed to submit application_1_1 to YARN : Application application_1_1 submitted by"
                + " user ann to unknown queue: nope"),
        Arguments.of(
            new NoSuchMethodError("TDistribution.<init>"),
            ExitCode.NOT_READY,
            "TDistribution.<init>; a library on the class path has the wrong version; run doctor to"
                + " find duplicates"),
        Arguments.of(
            new IOException("something else" + STACK), ExitCode.JOB_FAILED, "something else"),
        Arguments.of(new IllegalStateException(), ExitCode.JOB_FAILED, "IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void isOneLineAndAnExitCode(Throwable thrown, ExitCode code, String line) {
    assertThat(Failure.of(thrown, List.of())).isEqualTo(new Failure(code, line));
  }

  @Test
  void ofAFullDiskNamesTheSpaceOfTheFileSystem() {
    RawLocalFileSystem fs = new RawLocalFileSystem();
    fs.setConf(new Configuration());
    org.apache.hadoop.fs.Path device = new org.apache.hadoop.fs.Path("/dev/full");

    assertThatThrownBy(
            () -> {
              try (OutputStream out = fs.append(device)) {
                out.write(new byte[1 << 20]);
              }
            })
        .satisfies(
            e -> {
              assertThat(Failure.of(e, List.of()).code()).isEqualTo(ExitCode.NOT_READY);
              assertThat(Failure.of(e, List.of()).line())
                  .matches("No space left on device; /.* has [0-9,]+ bytes free of [0-9,]+");
            });
  }

  @Test
  void ofADiskNamesTheFileSystemsOfTheCommandLine() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isDirectory(memory));
    RawLocalFileSystem fs = new RawLocalFileSystem();
    fs.setConf(new Configuration());
    InputStream in = fs.open(new org.apache.hadoop.fs.Path("/proc/self/mem"));

    Throwable error = catchThrowable(in::read);
    Failure failure = Failure.of(error, List.of("count", "-Dhadoop.tmp.dir=" + memory + "/x"));

    assertThat(error).isInstanceOf(FSError.class);
    assertThat(failure.code()).isEqualTo(ExitCode.NOT_READY);
    assertThat(failure.line())
        .matches("Input/output error; .*\\Q" + memory + "\\E has [0-9,]+ bytes free of [0-9,]+.*");
  }

  @Test
  void ofAResultThatStdoutDidNotTakeIsNoSuccess() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"))) {
      assertThat(Main.run(new String[] {"completion"}, full, new PrintStream(err))).isEqualTo(6);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("FAIL: stdout did not take the whole result; look for a full disk\n");
  }

  @Test
  void ofAFolderThatCannotBeMadeSaysWhy() throws Exception {
    Dataset.write(folder.resolve("file"), "x");

    assertThat(Failure.of(unmade(folder + "/file/.x.staging-1"), List.of()))
        .isEqualTo(
            new Failure(
                ExitCode.WRONG_USE,
                "cannot make a folder in " + folder + "/file: it is a file. Name another output"));
    assertThat(Failure.of(unmade(folder + "/" + "x".repeat(300)), List.of()).line())
        .isEqualTo(
            "the output's name is too long: with the 46 bytes that staging adds it has 300 bytes,"
                + " and a file system takes 255. Choose a name of at most 209 bytes");
    assertThat(Failure.of(unmade(folder + "/x"), List.of()).line())
        .isEqualTo(
            "cannot make a folder in "
                + folder
                + ": its file system has no inodes left, as df -i shows. Delete files or name an"
                + " output elsewhere");
  }

  @Test
  void ofAnEditedFileNamesTheChecksumFileToDelete() throws Exception {
    Dataset.write(folder.resolve("a.txt"), "edited");
    Dataset.write(folder.resolve(".a.txt.crc"), "old");

    assertThat(
            Failure.of(
                new ChecksumException(
                    "Checksum error: file:" + folder + "/a.txt at 4096 exp: 1 got: 2", 4096),
                List.of()))
        .isEqualTo(
            new Failure(
                ExitCode.CHECK_FAILED,
                folder
                    + "/a.txt does not match its checksum near byte 4,096: it was changed after it"
                    + " was written, or the disk is damaged. To read it as it is, delete "
                    + folder
                    + "/.a.txt.crc"));
  }

  private static IOException unmade(String path) {
    return new IOException(
        "Mkdirs failed to create file:" + path + " (exists=false, cwd=file:/work)");
  }

  @Test
  void ofABrokenConfigurationNamesTheFileAndTheLine() throws Exception {
    Path file = folder.resolve("broken.xml");
    Dataset.write(file, "<configuration>\n<property>\n</configuration>\n");
    Configuration conf = new Configuration(false);
    conf.addResource(new org.apache.hadoop.fs.Path(file.toUri()));

    assertThatThrownBy(() -> conf.get("a"))
        .satisfies(
            e -> {
              assertThat(Failure.of(e, List.of()).code()).isEqualTo(ExitCode.WRONG_USE);
              assertThat(Failure.of(e, List.of()).line()).startsWith(file + ", line 3: ");
            });
  }

  @Test
  void ofAnArgumentThatTheLocaleCannotReadNamesTheWayOut() {
    String before = System.getProperty("sun.jnu.encoding");
    System.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
    try {
      assertThatThrownBy(() -> Failure.refuseUnreadable(List.of("count", "caf\uFFFD\uFFFD")))
          .isInstanceOf(ProgramException.class)
          .hasMessage(
              "'caf??' has characters that this locale (ANSI_X3.4-1968) cannot take;"
                  + " set LC_ALL=C.UTF-8");
    } finally {
      System.setProperty("sun.jnu.encoding", before);
    }
    Failure.refuseUnreadable(List.of("count", "café"));
  }
}
