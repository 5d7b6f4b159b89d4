// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.ProgramException;
import deviceid.input.RequestList;
import deviceid.rows.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A user's list of URLs, judged whole before anything is asked.
 *
 * @param files the one file that holds it
 */
record UrlList(InputFiles files, List<String> urls) {

  /**
   * @throws ProgramException naming the first line that may not be fetched, or why it is no list
   */
  static UrlList read(Path path, FetchSettings settings, Configuration conf) throws IOException {
    InputFiles files = InputFiles.find(path, conf);
    if (files.files().size() != 1 || files.compressed()) {
      throw ProgramException.wrongUse(path + " is no list of URLs: name one file of plain text");
    }
    Path file = files.files().get(0).getPath();
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      List<String> urls =
          RequestList.read(in, settings.hosts()).stream().map(URI::toString).toList();
      if (settings.mode() == Mode.MAPS && urls.size() > FetchJob.MOST_MAPS) {
        throw ProgramException.wrongUse(
            "--mode maps starts a map a URL, for 1,000 at most; there are " + urls.size());
      }
      return new UrlList(files, urls);
    } catch (IllegalArgumentException e) {
      throw ProgramException.wrongUse(e.getMessage());
    }
  }

  /** What decides what is fetched, by option name. */
  Map<String, Object> settings(FetchSettings how) {
    CRC32 lines = new CRC32();
    lines.update(FetchJob.list(urls).getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> settings = new HashMap<>(how.named());
    settings.put("input", files.root());
    settings.put("urls_crc32", Long.toHexString(lines.getValue()));
    return settings;
  }
}
