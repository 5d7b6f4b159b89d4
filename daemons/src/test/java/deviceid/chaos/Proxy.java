// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import java.io.DataInputStream;
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

/** A SOCKS 5 proxy on loopback that cuts, stalls or delays connections to some ports. */
final class Proxy implements AutoCloseable {

  enum Mode {
    CUT,
    STALL,
    DELAY
  }

  private static final int VERSION = 5;
  private static final int IPV4 = 1;
  private static final int NAME = 3;

  private final Mode mode;
  private final Set<Integer> ports;
  private final Random random;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
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
    this.ports = ports;
    random = new Random(seed);
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int struck() {
    return struck.get();
  }

  @Override
  public String toString() {
    return met + " connections to DataNodes, " + struck + " struck (" + mode + ")";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      Socket target = connect(client);
      sockets.add(target);
      long limit = ports.contains(target.getPort()) ? drawLimit() : Long.MAX_VALUE;
      threads.execute(() -> pump(client, target, limit));
      pump(target, client, limit);
    } catch (IOException e) {
      close(client);
    }
  }

  /** Bytes after which a connection is hurt: the first one soon, whatever is drawn. */
  private synchronized long drawLimit() {
    boolean hurt = random.nextInt(mode == Mode.DELAY ? 2 : 5) == 0;
    long limit = 1 + Math.floorMod(random.nextLong(), 4L << 20);
    if (met.incrementAndGet() == 1) {
      return Math.min(limit, 1 << 12);
    }
    return hurt ? limit : Long.MAX_VALUE;
  }

  /** The greeting and the one request that a client makes. */
  private static Socket connect(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.skipNBytes(1);
    in.skipNBytes(in.readUnsignedByte());
    out.write(new byte[] {VERSION, 0});
    in.skipNBytes(3);
    int kind = in.readUnsignedByte();
    if (kind != IPV4 && kind != NAME) {
      throw new IOException("address of kind " + kind);
    }
    byte[] address = in.readNBytes(kind == IPV4 ? 4 : in.readUnsignedByte());
    InetAddress host =
        kind == IPV4
            ? InetAddress.getByAddress(address)
            : InetAddress.getByName(
                new String(address, java.nio.charset.StandardCharsets.US_ASCII));
    Socket target = new Socket(host, in.readUnsignedShort());
    out.write(new byte[] {VERSION, 0, 0, IPV4, 0, 0, 0, 0, 0, 0});
    return target;
  }

  /** Moves bytes; beyond the limit the connection is cut, stalled, or slow. */
  private void pump(Socket from, Socket to, long limit) {
    byte[] buffer = new byte[1 << 16];
    long moved = 0;
    boolean hurt = false;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        moved += bytes;
        if (moved >= limit) {
          struck.addAndGet(hurt ? 0 : 1);
          hurt = true;
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
    if (hurt && mode == Mode.CUT) {
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
    server.close();
    threads.shutdownNow();
    for (Socket socket : sockets) {
      close(socket);
    }
  }
}
