package tcplessons.docs.bench.peers;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The page from Netty. The field Date, which the other servers send too, is made each second. */
final class NettyHello extends ChannelInitializer<SocketChannel> {

  private static final byte[] PAGE = Page.bytes();

  private static volatile String date = now();

  static void main(String[] args) throws InterruptedException {
    Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(() -> date = now(), 1, 1, TimeUnit.SECONDS);
    NettyServer.of(args[0]).start(args[1], new NettyHello());
  }

  private static String now() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel
        .pipeline()
        .addLast(new HttpServerCodec(), new HttpServerKeepAliveHandler(), new Responder());
  }

  private static final class Responder extends SimpleChannelInboundHandler<HttpObject> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
      if (message instanceof LastHttpContent) {
        var response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(PAGE));
        response
            .headers()
            .set(HttpHeaderNames.CONTENT_TYPE, Page.TYPE)
            .set(HttpHeaderNames.CONTENT_LENGTH, PAGE.length)
            .set(HttpHeaderNames.DATE, date);
        context.write(response);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }
}
