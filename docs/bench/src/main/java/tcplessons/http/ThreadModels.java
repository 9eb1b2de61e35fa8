package tcplessons.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Three servers that differ only in how they wait for bytes: {@code virtual}, {@code platform} or
 * {@code selector}, then the port. All parse requests with the parser of lesson 04, and send the
 * same bytes.
 */
final class ThreadModels {

  private static final int BACKLOG = 511;
  private static final int BUFFER_BYTES = 4096;

  private static final byte[] RESPONSE =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/plain\r
      Content-Length: 6\r
      \r
      HELLO!\
      """
          .getBytes(US_ASCII);

  private static final HeadParser PARSER = new HeadParser(new Limits());

  void main(String[] args) throws IOException {
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    switch (args[0]) {
      case "virtual" -> serve(address, Executors.newVirtualThreadPerTaskExecutor());
      case "platform" ->
          serve(address, Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()));
      case "selector" -> select(address);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Removes the complete requests from a buffer that is being filled, and returns their number. */
  private static int takeRequests(ByteBuffer in) throws IOException {
    int count = 0;
    int from = 0;
    while (true) {
      switch (PARSER.parse(in.array(), from, in.position())) {
        case ParseResult.Complete<Head>(_, int length) -> {
          from += length;
          count++;
        }
        case ParseResult.Incomplete<Head>() -> {
          in.limit(in.position()).position(from).compact();
          return count;
        }
        case ParseResult.Malformed<Head>(_, var reason) -> throw new IOException(reason);
      }
    }
  }

  // A thread for each connection, which blocks in read().

  private static void serve(InetSocketAddress address, Executor threads) throws IOException {
    try (var listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress())) {
      while (true) {
        var socket = listener.accept();
        threads.execute(() -> serve(socket));
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = ByteBuffer.allocate(BUFFER_BYTES);
      int read;
      while ((read = socket.getInputStream().read(in.array(), in.position(), in.remaining())) > 0) {
        in.position(in.position() + read);
        for (int requests = takeRequests(in); requests > 0; requests--) {
          socket.getOutputStream().write(RESPONSE);
        }
      }
    } catch (IOException _) {
      // The client has reset the connection, or sent what is not HTTP.
    }
  }

  // One thread and one selector for each processor; connections are dealt in turn.

  private static void select(InetSocketAddress address) throws IOException {
    var selectors = new Selector[Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < selectors.length; i++) {
      var selector = selectors[i] = Selector.open();
      Thread.ofPlatform().start(() -> loop(selector));
    }
    try (var listener = ServerSocketChannel.open().bind(address, BACKLOG)) {
      for (int i = 0; ; i = (i + 1) % selectors.length) {
        var channel = listener.accept();
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        var client = new Client(channel);
        channel.register(selectors[i], SelectionKey.OP_READ, client);
        selectors[i].wakeup();
      }
    }
  }

  private static void loop(Selector selector) {
    while (true) {
      try {
        selector.select(key -> ((Client) key.attachment()).proceed(key));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Client {

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    private ByteBuffer out = ByteBuffer.allocate(0);

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void proceed(SelectionKey key) {
      try {
        if (key.isReadable()) {
          if (channel.read(in) <= 0) {
            channel.close();
            return;
          }
          int requests = takeRequests(in);
          out = ByteBuffer.allocate(requests * RESPONSE.length);
          while (out.hasRemaining()) {
            out.put(RESPONSE);
          }
          out.flip();
        }
        channel.write(out);
        // The rest is written when the send buffer has space; until then nothing is read.
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      } catch (IOException _) {
        key.cancel();
        closeQuietly();
      }
    }

    private void closeQuietly() {
      try {
        channel.close();
      } catch (IOException _) {
        // It is closed as far as possible.
      }
    }
  }
}
