// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.ShuffleChannelHandlerContext;
import org.apache.hadoop.mapred.ShuffleChannelInitializer;
import org.apache.hadoop.mapred.ShuffleHandler;
import org.apache.hadoop.mapreduce.security.token.JobTokenSecretManager;

/**
 * Hadoop's shuffle service, listening on loopback alone: Hadoop's own binds every address of the
 * machine and has no setting for it. It serves without TLS and keeps no state over a restart of its
 * NodeManager, as a cluster on one machine needs neither.
 */
public final class LoopbackShuffleHandler extends ShuffleHandler {

  private final EventLoopGroup acceptor = new NioEventLoopGroup(1);
  private final EventLoopGroup workers = new NioEventLoopGroup();
  private int port;

  /** In place of the inherited one, which would bind the wildcard address. */
  @Override
  protected void serviceStart() throws Exception {
    Configuration conf = getConfig();
    userRsrc = new ConcurrentHashMap<>();
    secretManager = new JobTokenSecretManager();
    ShuffleChannelHandlerContext context = createHandlerContext();
    Channel channel =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .childHandler(new ShuffleChannelInitializer(context, null))
            .bind(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    conf.getInt(SHUFFLE_PORT_CONFIG_KEY, DEFAULT_SHUFFLE_PORT)))
            .sync()
            .channel();
    allChannels.add(channel);
    port = ((InetSocketAddress) channel.localAddress()).getPort();
    context.port = port;
  }

  @Override
  protected void serviceStop() throws Exception {
    super.serviceStop();
    acceptor.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly(1, SECONDS);
    workers.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly(1, SECONDS);
  }

  /** The port, in the form in which maps' hosts announce it to reducers. */
  @Override
  public synchronized ByteBuffer getMetaData() {
    try {
      return serializeMetaData(port);
    } catch (IOException e) {
      throw new IllegalStateException("an int fits into memory", e);
    }
  }
}
