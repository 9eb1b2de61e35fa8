package tcplessons.docs.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;

/** A Netty server with its default number of event loops. */
record NettyServer(IoHandlerFactory handlers, Class<? extends ServerChannel> channel) {

  /**
   * @param transport {@code nio}, or {@code epoll} for Netty's own calls of Linux
   */
  static NettyServer of(String transport) {
    return switch (transport) {
      case "nio" -> new NettyServer(NioIoHandler.newFactory(), NioServerSocketChannel.class);
      case "epoll" -> new NettyServer(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
      default -> throw new IllegalArgumentException(transport);
    };
  }

  void start(String port, ChannelInitializer<SocketChannel> pipeline) throws InterruptedException {
    new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(handlers))
        .channel(channel)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(pipeline)
        .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(port))
        .sync();
  }
}
