// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before DataNodes, on a loopback address of its own, and cuts, stalls or delays
 * connections. (HDFS's client cannot read through a SOCKS proxy: its sockets have no channel
 * there.)
 */
final class Proxy implements AutoCloseable {

  enum Mode {
    CUT,
    STALL,
    DELAY
  }

  /** The host of every DataNode for a client that asks for their names. */
  static final String HOST = "127.0.0.2";

  private static final long SOON_BYTES = 4_096;

  /** Buffers of a connection that come late, of 100 ms each: seconds, however many rows follow. */
  private static final int LATE = 40;

  private final Mode mode;
  private final Random random;
  private final Set<ServerSocket> servers = ConcurrentHashMap.newKeySet();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger met = new AtomicInteger();
  private final AtomicInteger struck = new AtomicInteger();

  Proxy(Mode mode, Set<Integer> ports, long seed) throws IOException {
    this.mode = mode;
    random = new Random(seed);
    for (int port : ports) {
      ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName(HOST));
      servers.add(server);
      threads.execute(() -> accept(server));
    }
  }

  int struck() {
    return struck.get();
  }

  @Override
  public String toString() {
    return met + " connections to DataNodes, " + struck + " struck (" + mode + ")";
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        threads.execute(() -> serve(client, server.getLocalPort()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client, int port) {
    try {
      Socket target = new Socket(InetAddress.getByName("localhost"), port);
      sockets.add(target);
      long limit = drawLimit();
      threads.execute(() -> pump(client, target, limit));
      pump(target, client, limit);
    } catch (IOException e) {
      close(client);
    }
  }

  /** Bytes after which a connection is hurt: soon, as long as none was. */
  private synchronized long drawLimit() {
    met.incrementAndGet();
    boolean hurt = random.nextInt(mode == Mode.DELAY ? 2 : 5) == 0;
    long limit = 1 + Math.floorMod(random.nextLong(), 4L << 20);
    if (struck.get() == 0) {
      return Math.min(limit, SOON_BYTES);
    }
    return hurt ? limit : Long.MAX_VALUE;
  }

  /** Moves bytes; beyond the limit the connection is cut, stalled, or slow. */
  private void pump(Socket from, Socket to, long limit) {
    byte[] buffer = new byte[1 << 16];
    long moved = 0;
    int hurt = 0;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        moved += bytes;
        if (moved >= limit && hurt < LATE) {
          struck.addAndGet(hurt == 0 ? 1 : 0);
          hurt++;
          if (mode == Mode.CUT) {
            close(from);
            break;
          }
          Thread.sleep(mode == Mode.STALL ? 60_000 : 100);
        }
        out.write(buffer, 0, bytes);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      close(from);
      close(to);
    }
    if (hurt > 0 && mode == Mode.CUT) {
      close(to);
    }
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
    threads.shutdownNow();
    for (Socket socket : sockets) {
      close(socket);
    }
  }
}
