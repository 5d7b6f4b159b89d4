// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Dataset;
import deviceid.StoredInput;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.rows.InputFiles;
import deviceid.rows.JobOutput;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.sample.SampleRuns.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Input that does not stay as it is from the first run to the last. */
class ChangedInputTest {

  private static final int ROWS = 20_000;

  private final JobConf conf = new JobConf();

  @TempDir Path folder;
  private InputFiles files;

  /** Ways to change a dataset. */
  private enum Change {
    GROWN {
      @Override
      void make(Path ids) throws IOException {
        Files.writeString(ids.resolve("a"), Dataset.rows(1, 1), StandardOpenOption.APPEND);
      }
    },
    SHRUNK {
      @Override
      void make(Path ids) throws IOException {
        Dataset.write(ids.resolve("a"), Dataset.rows(42, ROWS - 1));
      }
    },
    REWRITTEN {
      @Override
      void make(Path ids) throws IOException {
        Files.setLastModifiedTime(ids.resolve("a"), FileTime.fromMillis(1_000_000_000_000L));
      }
    },
    JOINED {
      @Override
      void make(Path ids) throws IOException {
        Dataset.write(ids.resolve("b"), "");
      }
    },
    GONE {
      @Override
      void make(Path ids) throws IOException {
        Files.delete(ids.resolve("a"));
      }
    };

    abstract void make(Path ids) throws IOException;
  }

  @BeforeEach
  void makeInput() throws Exception {
    Dataset.write(folder.resolve("ids/a"), Dataset.rows(42, ROWS));
    files = InputFiles.find(new org.apache.hadoop.fs.Path(folder.toUri() + "/ids"), conf);
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void endsTheRunsInOneLineAndPublishesNothing(Change change) throws Exception {
    assertThatThrownBy(() -> runAll(change, 3))
        .isInstanceOfSatisfying(
            ProgramException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ExitCode.CHECK_FAILED);
              assertThat(e.getMessage()).contains("/ids changed meanwhile: ").doesNotContain("\n");
            });
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  /** One that changes during the last run, too. */
  @Test
  void isSeenAfterTheLastRun() {
    assertThatThrownBy(() -> runAll(Change.JOINED, 4))
        .hasMessageContaining("ids/b of 0 bytes, written ");
  }

  @Test
  void isNotSeenWhereThereIsNone() throws Exception {
    assertThat(runAll(Change.JOINED, 5)).hasSize(3);
  }

  @Test
  void namesWhatIsGone() throws Exception {
    Files.delete(folder.resolve("ids/a"));
    assertThatThrownBy(() -> files.refuseChanged(conf)).hasMessageContaining("no longer ", "ids/a");
    Files.delete(folder.resolve("ids"));
    assertThatThrownBy(() -> files.refuseChanged(conf)).hasMessageContaining("does not exist");
  }

  /** The warm-up and three sizes; the change comes once the given one of them has been set up. */
  private List<SampleRun> runAll(Change change, int atRun) throws Exception {
    Session session = StoredInput.session(conf);
    SampleOptions options = new SampleOptions();
    options.ratio = 100;
    options.repeats = 1;
    options.method = Sampling.Method.EXACT;
    Population stored = FixedWidthRows.of(StoredInput.find(folder + "/ids", conf), conf);
    Population changing =
        new Population() {
          private int run;

          @Override
          public long rows() {
            return ROWS;
          }

          @Override
          public Way way(Sampling sampling) {
            return stored.way(sampling);
          }

          @Override
          public void feed(Job job, Sampling sampling) throws IOException {
            stored.feed(job, sampling);
            if (++run == atRun) {
              change.make(folder.resolve("ids"));
            }
          }

          @Override
          public void judge(JobRun run, JobOutput output) throws IOException {
            stored.judge(run, output);
          }

          @Override
          public void refuseChanged() throws IOException {
            stored.refuseChanged();
          }
        };
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(folder.toUri() + "/curve");
    try (StagedOutput staged =
        StagedOutput.beside(output, conf, Recipe.of(List.of("sample"), Map.of()))) {
      return new SampleRuns(session, changing, options, staged, staged.data())
          .all(List.of((long) ROWS, 200L, 2L));
    }
  }
}
