package tcplessons.docs.bench.peers;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one client sends goes to all others. As in lesson 05, each client may have 1 MiB in its send
 * queue, and senders wait while one of the queues is full.
 */
final class NettyBroadcast extends ChannelInitializer<SocketChannel> {

  private static final int QUEUE_BYTES_MAX = 1024 * 1024;

  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicInteger fullQueues = new AtomicInteger();

  static void main(String[] args) throws InterruptedException {
    NettyServer.of(args[0]).start(args[1], new NettyBroadcast());
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(QUEUE_BYTES_MAX / 2, QUEUE_BYTES_MAX));
    channel.pipeline().addLast(new Sender());
    clients.add(channel);
  }

  private final class Sender extends ChannelInboundHandlerAdapter {

    private boolean isFull;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      clients.writeAndFlush(message, ChannelMatchers.isNot(context.channel()));
      readOnlyWhileQueuesHaveSpace(context.channel());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      countFull(!context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      countFull(false);
    }

    private void countFull(boolean full) {
      if (full != isFull) {
        isFull = full;
        if (fullQueues.addAndGet(full ? 1 : -1) == 0) {
          clients.forEach(client -> client.config().setAutoRead(true));
        }
      }
    }

    private void readOnlyWhileQueuesHaveSpace(Channel sender) {
      if (fullQueues.get() > 0) {
        sender.config().setAutoRead(false);
        // The last queue may have been emptied by another event loop just before that.
        if (fullQueues.get() == 0) {
          sender.config().setAutoRead(true);
        }
      }
    }
  }
}
