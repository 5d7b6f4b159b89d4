// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same steps on Hadoop's own file system and on ours leave and tell the same. */
class PosixLocalFileSystemTest {

  @TempDir Path folder;
  private Configuration conf;
  private FileSystem theirs;
  private FileSystem ours;

  @BeforeEach
  void open() throws Exception {
    conf = new Configuration(false);
    theirs = opened(new LocalFileSystem());
    ours = opened(new PosixLocalFileSystem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"700", "755", "1777", "000", "640", "444"})
  void setsAndTellsPermissionsAlike(String octal) throws Exception {
    FsPermission permission = new FsPermission(octal);
    for (FileSystem fs : new FileSystem[] {theirs, ours}) {
      fs.create(path(fs, "file")).close();
      fs.mkdirs(path(fs, "dir"));
      fs.setPermission(path(fs, "file"), permission);
      fs.setPermission(path(fs, "dir"), permission);
    }

    assertAlike("file");
    assertAlike("dir");
    assertThat(ours.getFileStatus(path(ours, "dir")).getPermission()).isEqualTo(permission);
  }

  @ParameterizedTest
  @CsvSource({
    "022, rwxr-xr-x, rw-r--r--",
    "077, rwx------, rw-------",
    "000, rwxrwxrwx, rw-rw-rw-"
  })
  void honoursTheUmask(String umask, String dir, String file) throws Exception {
    conf.set("fs.permissions.umask-mode", umask);
    for (FileSystem fs : new FileSystem[] {opened(new LocalFileSystem()), openedOurs()}) {
      fs.mkdirs(path(fs, "a/b"));
      FileSystem.mkdirs(fs, path(fs, "private"), new FsPermission("700"));
      fs.create(path(fs, "a/file")).close();
    }

    for (String name : new String[] {"a", "a/b", "a/file", "private"}) {
      assertAlike(name);
    }
    assertThat(mode("ours/a/b")).isEqualTo(dir);
    assertThat(mode("ours/a/file")).isEqualTo(file);
    assertThat(mode("ours/private")).isEqualTo("rwx------");
  }

  @Test
  void listsAlike() throws Exception {
    for (FileSystem fs : new FileSystem[] {theirs, ours}) {
      for (String name : new String[] {"x/one", "x/two", "x/three/four"}) {
        try (var out = fs.create(path(fs, name))) {
          out.write(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
      }
    }
    FileStatus[] expected = theirs.listStatus(path(theirs, "x"));
    FileStatus[] listed = ours.listStatus(path(ours, "x"));

    assertThat(listed).hasSameSizeAs(expected).hasSize(3);
    for (FileStatus status : listed) {
      assertAlike("x/" + status.getPath().getName());
    }
  }

  @Test
  void readsThroughALinkAndTellsItsTarget() throws Exception {
    for (FileSystem fs : new FileSystem[] {theirs, ours}) {
      fs.create(path(fs, "target")).close();
      fs.setPermission(path(fs, "target"), new FsPermission("640"));
      Files.createSymbolicLink(local(fs, "link"), local(fs, "target"));
    }

    assertAlike("link");
    assertThat(ours.getFileStatus(path(ours, "link")).getPermission())
        .isEqualTo(new FsPermission("640"));
  }

  @Test
  void missesWhatIsNotThereAlike() {
    for (FileSystem fs : new FileSystem[] {theirs, ours}) {
      assertThatThrownBy(() -> fs.getFileStatus(path(fs, "none")))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining("none does not exist");
      assertThatThrownBy(() -> fs.setPermission(path(fs, "none"), new FsPermission("700")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void keepsChecksumsAndNoticesASpoiltByte() throws Exception {
    try (var out = ours.create(path(ours, "file"))) {
      out.write(new byte[1000]);
    }
    Files.write(local(ours, "file"), new byte[] {1}, java.nio.file.StandardOpenOption.WRITE);

    assertThat(local(ours, ".file.crc")).exists();
    assertThatThrownBy(
            () -> {
              try (var in = ours.open(path(ours, "file"))) {
                in.readNBytes(1000);
              }
            })
        .isInstanceOf(ChecksumException.class);
  }

  private void assertAlike(String name) throws Exception {
    FileStatus their = theirs.getFileStatus(path(theirs, name));
    FileStatus our = ours.getFileStatus(path(ours, name));

    assertThat(our.getPermission()).as(name).isEqualTo(their.getPermission());
    assertThat(our.getOwner()).as(name).isEqualTo(their.getOwner());
    assertThat(our.getGroup()).as(name).isEqualTo(their.getGroup());
    assertThat(our.isDirectory()).isEqualTo(their.isDirectory());
    assertThat(our.getBlockSize()).isEqualTo(their.getBlockSize());
    assertThat(our.getReplication()).isEqualTo(their.getReplication());
    if (our.isFile()) {
      assertThat(our.getLen()).isEqualTo(their.getLen());
    }
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private org.apache.hadoop.fs.Path path(FileSystem fs, String name) {
    return new org.apache.hadoop.fs.Path(local(fs, name).toUri());
  }

  private Path local(FileSystem fs, String name) {
    return folder.resolve(fs instanceof PosixLocalFileSystem ? "ours" : "theirs").resolve(name);
  }

  private FileSystem openedOurs() throws IOException {
    return opened(new PosixLocalFileSystem());
  }

  private FileSystem opened(FileSystem fs) throws IOException {
    fs.initialize(URI.create("file:///"), conf);
    return fs;
  }
}
