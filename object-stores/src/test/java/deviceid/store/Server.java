// SPDX-License-Identifier: Apache-2.0
package deviceid.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An S3 server in a process of its own, on a free port of loopback, with one bucket in a folder.
 */
final class Server implements AutoCloseable {

  /** Two, so that no test believes one server's habits. */
  enum Kind {
    /** Adobe's: takes any key and secret. */
    S3MOCK {
      @Override
      List<String> command(int port, Path folder) {
        return List.of(
            "com.adobe.testing.s3mock.S3MockApplication",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--logging.level.root=ERROR",
            "--spring.main.banner-mode=off",
            "--com.adobe.testing.s3mock.httpPort=" + port,
            "--com.adobe.testing.s3mock.store.root=" + folder);
      }
    },
    /**
     * Gaul's, in memory: checks signatures, and does not implement what this SDK asks of a bulk
     * delete. On files it forgets the marks of empty folders, or lists them without a size.
     */
    S3PROXY {
      @Override
      List<String> command(int port, Path folder) throws IOException {
        Path settings = folder.resolveSibling(folder.getFileName() + ".properties");
        Files.writeString(
            settings,
            String.join(
                "\n",
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=loopback",
                "s3proxy.credential=not-a-secret",
                "jclouds.provider=transient",
                "jclouds.identity=none",
                "jclouds.credential=none"));
        return List.of("org.gaul.s3proxy.Main", "--properties", settings.toString());
      }
    };

    /** The main class and its arguments. */
    abstract List<String> command(int port, Path folder) throws IOException;
  }

  private static final int MOST_SECONDS = 120;

  private final Kind kind;
  private final Process process;
  private final int port;

  private Server(Kind kind, Process process, int port) {
    this.kind = kind;
    this.process = process;
    this.port = port;
  }

  static Server start(Kind kind, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" // S3Mock leaves a file for every request
                    + Files.createDirectories(folder.resolveSibling(kind + "-tmp")),
                "-Dlogback.configurationFile="
                    + Server.class.getResource("/servers-logback.xml").getPath(),
                "-cp",
                Files.readString(Path.of(System.getProperty("servers.classpath"))).strip()));
    command.addAll(kind.command(port, folder));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling(kind + ".log").toFile())
            .start();
    Server server = new Server(kind, process, port);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    server.await();
    server.createBucket();
    return server;
  }

  /** Where it answers. */
  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Its bucket, of a name that no other server has: Hadoop keeps one client for each. */
  String bucket() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The settings of a client that uses it. */
  Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint",
        endpoint(),
        "fs.s3a.multiobjectdelete.enable",
        String.valueOf(kind == Kind.S3MOCK));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void await() throws IOException, InterruptedException {
    HttpRequest any = HttpRequest.newBuilder(URI.create(endpoint() + "/" + bucket())).build();
    for (int second = 0; second < MOST_SECONDS && process.isAlive(); second++) {
      try {
        HttpClient.newHttpClient().send(any, BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        TimeUnit.SECONDS.sleep(1);
      }
    }
    throw new IOException("no answer at " + endpoint());
  }

  private void createBucket() throws IOException {
    try (Bucket bucket = Bucket.of(this, "")) {
      bucket.create();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
