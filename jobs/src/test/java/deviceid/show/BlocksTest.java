// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.ErasureCodingPolicy;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;
import org.apache.hadoop.hdfs.protocol.SystemErasureCodingPolicies;
import org.junit.jupiter.api.Test;

/** What is told of a block, by the status that its file system gives. */
class BlocksTest {

  private static final BlockLocation GROUP =
      new BlockLocation(new String[3], new String[] {"c", "a", "b"}, 0, 820);

  @Test
  void countsReplicas() throws Exception {
    FileStatus file = new FileStatus(820, false, 3, 1 << 20, 0, new Path("/ids/part-m-00000"));

    assertThat(Blocks.cells(file, 0, GROUP, false))
        .containsExactly("part-m-00000", 0, 0L, 820L, 3, "a b c");
  }

  /** Three hosts hold three blocks of one group, none of them a replica. */
  @Test
  void namesThePolicyOfAnErasureCodedFileInsteadOfReplicas() throws Exception {
    assertThat(Blocks.cells(coded(), 0, GROUP, true))
        .containsExactly(
            "part-m-00000",
            0,
            0L,
            820L,
            null,
            "XOR-2-1-1024k: 2 data and 1 parity blocks",
            "a b c");
  }

  private static FileStatus coded() {
    ErasureCodingPolicy policy =
        SystemErasureCodingPolicies.getByID(SystemErasureCodingPolicies.XOR_2_1_POLICY_ID);
    HdfsFileStatus status =
        new HdfsFileStatus.Builder()
            .length(820)
            .path("part-m-00000".getBytes(StandardCharsets.UTF_8))
            .ecPolicy(policy)
            .flags(EnumSet.of(HdfsFileStatus.Flags.HAS_EC))
            .build();
    FileStatus file = (FileStatus) status;
    file.setPath(new Path("/ids/part-m-00000"));
    return file;
  }
}
