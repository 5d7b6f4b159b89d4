// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Processes.Container;
import deviceid.chaos.Trial.NotStruckException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.LocatedBlock;

/** Disks that lie, fill up, fail or vanish, and space that is refused. */
final class Disks {

  private static final String LAST = "datanode-3";

  /** It takes the copies of what lay on the disk before, too. */
  private static final String SMALL_DISK = "size=2g";

  /** What still fits in when it is made smaller: one small block. */
  private static final long LAST_BYTES = 8 << 20;

  private static final long FILE_LIMIT = 1 << 20;

  private Disks() {}

  /** Below what the rows take, so that no luck gets them through. */
  static void setQuota(Trial trial) throws Exception {
    setQuota(trial, trial.work.rows() * 41 / 2);
    trial.undo.push(() -> setQuota(trial, HdfsConstants.QUOTA_RESET));
  }

  private static void setQuota(Trial trial, long bytes) throws IOException {
    trial.cluster.fs().setQuota(trial.parent, HdfsConstants.QUOTA_DONT_SET, bytes);
  }

  static void meetQuota(Trial trial) throws Exception {
    trial.client.end();
    trial.proof = lineOf(trial.client.output(), "quota");
  }

  private static String lineOf(String output, String word) throws NotStruckException {
    return line(output, word).orElseThrow(() -> new NotStruckException("nobody says: " + word));
  }

  private static Optional<String> line(String output, String pattern) {
    return output.lines().filter(line -> line.matches(".*(" + pattern + ").*")).findFirst();
  }

  static void flip(Trial trial, int replicas) throws Exception {
    for (int part = 0; part < trial.work.parts(); part++) {
      String file = trial.work.input() + "/part-m-0000" + part;
      for (LocatedBlock block :
          trial.cluster.fs().getClient().getLocatedBlocks(file, 0).getLocatedBlocks()) {
        List<Path> found = replicas(trial, "blk_" + block.getBlock().getBlockId());
        if (found.size() != 2) {
          throw new NotStruckException("replicas: " + found);
        }
        long drawn = trial.random.nextLong(); // the same byte: a client takes good ones of each
        for (Path replica : found.subList(0, replicas)) {
          flip(replica, drawn);
        }
      }
    }
  }

  private static List<Path> replicas(Trial trial, String name) throws IOException {
    try (Stream<Path> files = Files.walk(trial.cluster.file("data"))) {
      return files.filter(file -> file.getFileName().toString().equals(name)).toList();
    }
  }

  private static void flip(Path replica, long drawn) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(replica.toFile(), "rw")) {
      long at = Math.floorMod(drawn, file.length());
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ 1);
    }
  }

  static void meetFlipped(Trial trial) throws Exception {
    trial.client.end();
    String said = trial.client.output();
    trial.proof =
        trial
            .cluster
            .logged("namenode", trial.since, "reportBadBlocks") // if there is a good one
            .or(() -> line(said, "ChecksumException|Checksum .* not matched"))
            .orElseThrow(() -> new NotStruckException("nobody read a flipped replica"));
  }

  static void moveFolder(Trial trial) throws Exception {
    awaitBlock(trial, LAST);
    Path folder = trial.cluster.file("data/" + LAST);
    Path away = trial.cluster.file("data/" + LAST + ".away");
    trial.undo.push(
        () -> {
          endDataNode(trial);
          run("rm", "-rf", folder.toString());
          Files.move(away, folder);
        });
    Files.move(folder, away);
    meet(trial, LAST, "No such file|DiskError|does not exist|not a directory|Cannot|failed volume");
  }

  static void makeReadOnly(Trial trial) throws Exception {
    awaitBlock(trial, LAST);
    String folder = trial.cluster.file("data/" + LAST).toString();
    mount("--bind", folder, folder);
    trial.undo.push(
        () -> {
          endDataNode(trial);
          run("umount", "-l", folder);
        });
    mount("-o", "remount,ro,bind", folder);
    meet(trial, LAST, "Read-only file system");
  }

  static void useTmpfs(Trial trial) throws Exception {
    trial.settings.add("-Ddfs.blocksize=" + LAST_BYTES); // the next one comes before a heartbeat
    String folder = trial.cluster.file("data/" + LAST).toString();
    mount("-t", "tmpfs", "-o", SMALL_DISK, "tmpfs", folder);
    trial.undo.push(
        () -> {
          endDataNode(trial);
          run("umount", "-l", folder);
        });
    endDataNode(trial);
    trial.cluster.script("start");
  }

  static void fillTmpfs(Trial trial) throws Exception {
    awaitBlock(trial, LAST);
    Path folder = trial.cluster.file("data/" + LAST);
    FileStore disk = Files.getFileStore(folder);
    long full = disk.getTotalSpace() - disk.getUnallocatedSpace() + LAST_BYTES;
    mount("-o", "remount,size=" + full, folder.toString());
    meet(trial, LAST, "No space left on device|less than the block size");
  }

  /** Files of a process grow to a limit and no further, which needs no right. */
  static void failWrites(Trial trial) throws Exception {
    long pid = trial.cluster.pid(LAST);
    awaitBlock(trial, LAST);
    limit(trial, pid, FILE_LIMIT);
    trial.undo.push(() -> endDataNode(trial));
    meet(trial, LAST, "File too large");
  }

  static void failTaskWrites(Trial trial) throws Exception {
    Container task =
        trial.await(
            "a map",
            () ->
                trial.cluster.containers().stream()
                    .filter(one -> one.attempt().contains("_m_"))
                    .findAny());
    limit(trial, task.pid(), FILE_LIMIT);
    Path logs = trial.cluster.file("logs/containers");
    trial.client.end();
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path file : files.filter(f -> f.toString().contains(task.id() + "/syslog")).toList()) {
        trial.proof = task.attempt() + ": " + lineOf(Files.readString(file), "File too large");
      }
    }
  }

  private static void limit(Trial trial, long pid, long bytes) throws Exception {
    if (!trial.client.isAlive()
        || run("prlimit", "--pid", "" + pid, "--fsize=" + bytes + ":") != 0) {
      throw new NotStruckException("no limit for process " + pid);
    }
  }

  /** A block that is being written there. */
  private static void awaitBlock(Trial trial, String daemon) throws Exception {
    trial.await(
        "a block in writing on " + daemon,
        () -> {
          try (Stream<Path> files = Files.walk(trial.cluster.file("data/" + daemon))) {
            return files.filter(file -> file.toString().matches(".*/rbw/blk_\\d+")).findAny();
          } catch (java.io.UncheckedIOException changed) {
            return Optional.empty();
          }
        });
  }

  private static void meet(Trial trial, String daemon, String pattern) throws Exception {
    trial.proof =
        trial.await(
            "a line of " + daemon + "'s log with " + pattern,
            () -> trial.cluster.logged(daemon, trial.since, pattern));
  }

  private static void endDataNode(Trial trial) throws Exception {
    long pid = trial.cluster.pid(LAST);
    Processes.signal("KILL", pid);
    while (Processes.state(pid) != Processes.OVER) {
      Thread.sleep(50);
    }
  }

  private static void mount(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    if (run(command.toArray(String[]::new)) != 0) {
      throw new NotStruckException("not permitted: " + command.subList(0, 3));
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
