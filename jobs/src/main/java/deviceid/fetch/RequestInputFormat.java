// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.lib.input.NLineInputFormat;

/**
 * The job's list of requests, {@code index<TAB>url} a line, so many lines a map: {@link
 * NLineInputFormat} for one file, whose path it would otherwise take as a glob.
 */
public final class RequestInputFormat extends NLineInputFormat {

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Path list = getInputPaths(context)[0];
    return new ArrayList<>(
        getSplitsForFile(
            list.getFileSystem(context.getConfiguration()).getFileStatus(list),
            context.getConfiguration(),
            getNumLinesPerSplit(context)));
  }
}
