// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * A driver's configuration, and the cache files that it names. While the driver runs, each cache
 * file has a link in the working directory, as a task has one on a cluster: of the name after the
 * {@code #}, or else of the file's name. Archives (.jar, .zip, .tar, .tgz, .tar.gz) are unpacked.
 *
 * @param <D> the driver itself
 */
public interface Settings<D> {

  /** The driver's own configuration, of which each task gets a copy. */
  Configuration getConfiguration();

  /** Adds all properties of a configuration, a job's for instance, to those of the driver. */
  default D withConfiguration(Configuration properties) {
    for (Map.Entry<String, String> property : properties) {
      getConfiguration().set(property.getKey(), property.getValue());
    }
    return self();
  }

  /** As {@link #withConfiguration}. */
  default void setConfiguration(Configuration properties) {
    withConfiguration(properties);
  }

  /** Adds a cache file: a resource of the class path or else a path, with or without #link. */
  default D withCacheFile(String resourceOrPath) {
    return withCacheFile(CacheFiles.find(resourceOrPath));
  }

  /** Adds a cache file. */
  default D withCacheFile(URI file) {
    return with(MRJobConfig.CACHE_FILES, file);
  }

  /** Adds an archive: a resource of the class path or else a path, with or without #link. */
  default D withCacheArchive(String resourceOrPath) {
    return withCacheArchive(CacheFiles.find(resourceOrPath));
  }

  /** Adds an archive. */
  default D withCacheArchive(URI archive) {
    return with(MRJobConfig.CACHE_ARCHIVES, archive);
  }

  /** As {@link #withCacheFile(String)}. */
  default void addCacheFile(String resourceOrPath) {
    withCacheFile(resourceOrPath);
  }

  /** As {@link #withCacheFile(URI)}. */
  default void addCacheFile(URI file) {
    withCacheFile(file);
  }

  /** As {@link #withCacheArchive(String)}. */
  default void addCacheArchive(String resourceOrPath) {
    withCacheArchive(resourceOrPath);
  }

  /** As {@link #withCacheArchive(URI)}. */
  default void addCacheArchive(URI archive) {
    withCacheArchive(archive);
  }

  /** Makes these the cache files. */
  default void setCacheFiles(URI[] files) {
    getConfiguration().unset(MRJobConfig.CACHE_FILES);
    Arrays.stream(files).forEach(this::withCacheFile);
  }

  /** Makes these the archives. */
  default void setCacheArchives(URI[] archives) {
    getConfiguration().unset(MRJobConfig.CACHE_ARCHIVES);
    Arrays.stream(archives).forEach(this::withCacheArchive);
  }

  private D with(String property, URI uri) {
    String before = getConfiguration().get(property);
    getConfiguration().set(property, before == null ? uri.toString() : before + "," + uri);
    return self();
  }

  @SuppressWarnings("unchecked") // a driver names itself
  private D self() {
    return (D) this;
  }
}
