// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.local.LocalFs;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same steps on Hadoop's own local files and on ours leave and tell the same. */
class PosixLocalFsTest {

  @TempDir java.nio.file.Path folder;
  private FileContext theirs;
  private FileContext ours;

  @BeforeEach
  void open() throws Exception {
    theirs = opened(LocalFs.class);
    ours = opened(PosixLocalFs.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"700", "710", "1777", "500", "640"})
  void setsPermissionsAlike(String octal) throws Exception {
    FsPermission permission = new FsPermission(octal);
    for (FileContext fs : new FileContext[] {theirs, ours}) {
      write(fs, "file");
      fs.setPermission(path(fs, "file"), permission);
      fs.mkdir(path(fs, "a/b"), permission, true);
    }

    for (String name : new String[] {"file", ".file.crc", "a", "a/b"}) {
      assertThat(mode(ours, name)).as(name).isEqualTo(mode(theirs, name));
    }
    assertThat(mode(ours, "file") & 07777).isEqualTo(Integer.parseInt(octal, 8));
  }

  @Test
  void tellsALinkFromWhatItLeadsTo() throws Exception {
    for (FileContext fs : new FileContext[] {theirs, ours}) {
      write(fs, "file");
      Files.createSymbolicLink(local(fs, "link"), local(fs, "file"));

      FileStatus link = fs.getFileLinkStatus(path(fs, "link"));
      assertThat(link.isSymlink()).isTrue();
      assertThat(link.getSymlink().getName()).isEqualTo("file");
      assertThat(fs.getFileLinkStatus(path(fs, "file")).isSymlink()).isFalse();
      assertThat(fs.getFileLinkStatus(path(fs, "file")).getLen()).isEqualTo(4);
      assertThatThrownBy(() -> fs.getFileLinkStatus(path(fs, "none")))
          .isInstanceOf(FileNotFoundException.class);
    }
  }

  /** As a NodeManager does with each file it has fetched. */
  @Test
  void movesAFolderIntoItsPlace() throws Exception {
    for (FileContext fs : new FileContext[] {theirs, ours}) {
      fs.mkdir(path(fs, "10_tmp"), new FsPermission("755"), true);
      write(fs, "10_tmp/job.xml");
      fs.mkdir(path(fs, "10"), new FsPermission("755"), true);

      fs.rename(path(fs, "10_tmp"), path(fs, "10"), Options.Rename.OVERWRITE);

      assertThat(local(fs, "10/job.xml")).hasContent("rows");
      assertThat(local(fs, "10_tmp")).doesNotExist();
    }
  }

  private FileContext opened(Class<?> files) throws Exception {
    Configuration conf = new Configuration(false);
    conf.set("fs.AbstractFileSystem.file.impl", files.getName());
    FileContext fs = FileContext.getLocalFSFileContext(conf);
    assertThat(fs.getDefaultFileSystem()).isInstanceOf(files);
    fs.setWorkingDirectory(
        new Path(Files.createDirectory(folder.resolve(files.getSimpleName())).toString()));
    return fs;
  }

  private static void write(FileContext fs, String name) throws Exception {
    try (var out = fs.create(path(fs, name), EnumSet.of(CreateFlag.CREATE))) {
      out.writeBytes("rows");
    }
  }

  private static int mode(FileContext fs, String name) throws Exception {
    return (int) Files.getAttribute(local(fs, name), "unix:mode");
  }

  /** Without a scheme, as a NodeManager has it: with one, Hadoop finds no links. */
  private static Path path(FileContext fs, String name) {
    return new Path(fs.getWorkingDirectory().toUri().getPath(), name);
  }

  private static java.nio.file.Path local(FileContext fs, String name) {
    return java.nio.file.Path.of(path(fs, name).toUri().getPath());
  }
}
