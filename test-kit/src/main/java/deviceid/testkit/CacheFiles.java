// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * The cache files and archives that a configuration names, where a task expects them: as local
 * paths in the configuration and as links in the working directory, as Hadoop's local runner makes
 * them. Closed, it removes what it made.
 */
final class CacheFiles implements Closeable {

  private final List<Path> links = new ArrayList<>();
  private File unpacked;

  private CacheFiles() {}

  /**
   * Puts a job's cache files in place and completes its configuration.
   *
   * @throws IOException if one is not there, or another file has the link's name
   */
  static CacheFiles open(Configuration job) throws IOException {
    CacheFiles cache = new CacheFiles();
    try {
      cache.place(job, MRJobConfig.CACHE_FILES, MRJobConfig.CACHE_LOCALFILES, false);
      cache.place(job, MRJobConfig.CACHE_ARCHIVES, MRJobConfig.CACHE_LOCALARCHIVES, true);
      return cache;
    } catch (IOException | RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  /** A resource of the class path or else a path, as a URI that keeps its #link. */
  static URI find(String resourceOrPath) {
    int hash = resourceOrPath.indexOf('#');
    String path = hash < 0 ? resourceOrPath : resourceOrPath.substring(0, hash);
    String link = hash < 0 ? "" : resourceOrPath.substring(hash);
    URL resource = Thread.currentThread().getContextClassLoader().getResource(path);
    try {
      URI uri = resource == null ? new File(path).toURI() : resource.toURI();
      return URI.create(uri + link);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path link : links) {
      Files.deleteIfExists(link);
    }
    if (unpacked != null) {
      FileUtil.fullyDelete(unpacked);
    }
  }

  private void place(Configuration job, String uris, String paths, boolean archives)
      throws IOException {
    List<String> local = new ArrayList<>();
    for (String each : job.getTrimmedStringCollection(uris)) {
      URI uri = URI.create(each);
      if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
        throw new IOException("cache file " + uri + " is not local: give the test a local copy");
      }
      File file = new File(uri.getPath()).getAbsoluteFile();
      if (!file.exists()) {
        throw new FileNotFoundException("cache file " + file + " is not there");
      }
      Path placed = (archives ? unpack(file) : file).toPath();
      link(placed, uri.getFragment(), file.getName());
      local.add(placed.toString());
    }
    if (!local.isEmpty()) {
      job.setStrings(paths, local.toArray(String[]::new));
    }
  }

  /** A name that was asked for must lead to the file; one that was not is made where it is free. */
  private void link(Path file, String asked, String otherwise) throws IOException {
    Path link = Path.of(asked == null ? otherwise : asked).toAbsolutePath();
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, file);
      links.add(link);
    } else if (asked != null && !(Files.exists(link) && Files.isSameFile(link, file))) {
      throw new FileAlreadyExistsException(
          link + ": the cache file " + file + " can't have this name in the working directory");
    }
  }

  /** The folder that an archive was unpacked to; what is no archive stays a file, as on YARN. */
  private File unpack(File archive) throws IOException {
    String name = archive.getName().toLowerCase(Locale.ROOT);
    boolean tar = name.endsWith(".tar") || name.endsWith(".tgz") || name.endsWith(".tar.gz");
    if (!tar && !name.endsWith(".zip") && !name.endsWith(".jar")) {
      return archive;
    }
    if (unpacked == null) {
      unpacked = Files.createTempDirectory("test-kit").toFile();
    }
    File folder = new File(unpacked, archive.getName());
    if (tar) {
      FileUtil.unTar(archive, folder);
    } else {
      FileUtil.unZip(archive, folder);
    }
    return folder;
  }
}
