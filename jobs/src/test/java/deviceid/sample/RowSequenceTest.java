// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import deviceid.sample.SampleSplit.RowSequence;
import deviceid.sample.SampleSplit.RowSequence.Piece;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of rows in files longer than 32 bits count, which no test could store. */
class RowSequenceTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 0x7fff_ffffL, 0x8000_0000L, 0x8000_0001L, 0x1_0000_0001L, 1L << 57})
  void findsTheLastRowOfTheLastFile(long rows) {
    RowSequence stored = RowSequence.of(files(rows, 2, rows));

    long last = 2 * rows + 1;
    Piece piece = stored.within(last, last + 1).pieces().get(0);

    assertThat(stored.rows()).isEqualTo(2 * rows + 2);
    assertThat(stored.within(last, last + 1).pieces()).hasSize(1);
    assertThat(piece.file()).isEqualTo(new Path("/2"));
    assertThat(piece.position(last)).isEqualTo((rows - 1) * 41);
    assertThat(stored.within(rows, rows + 2).pieces())
        .extracting(Piece::file)
        .containsExactly(new Path("/1"));
  }

  private static InputFiles files(long... rows) {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      files.add(
          new InputFile(
              new FileStatus(rows[i] * 41, false, 1, 1 << 27, 0, new Path("/" + i)),
              InputFile.Form.TEXT,
              ""));
    }
    return new InputFiles(new Path("/"), List.of(new Path("/")), files);
  }
}
