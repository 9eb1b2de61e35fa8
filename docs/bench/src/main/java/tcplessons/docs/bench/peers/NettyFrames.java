package tcplessons.docs.bench.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

/** Counts the frames of a connection and sends the number at EOF. */
final class NettyFrames extends ChannelInitializer<SocketChannel> {

  private static final int LENGTH_BYTES = 4;
  private static final int PAYLOAD_BYTES_MAX = 1024 * 1024;

  static void main(String[] args) throws InterruptedException {
    NettyServer.of(args[0]).start(args[1], new NettyFrames());
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel
        .pipeline()
        .addLast(
            new LengthFieldBasedFrameDecoder(
                PAYLOAD_BYTES_MAX + LENGTH_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES),
            new Counter());
  }

  private static final class Counter extends SimpleChannelInboundHandler<ByteBuf> {

    private long count;

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      count++;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        context
            .writeAndFlush(Unpooled.copiedBuffer(count + "\n", US_ASCII))
            .addListener(ChannelFutureListener.CLOSE);
      }
    }
  }
}
