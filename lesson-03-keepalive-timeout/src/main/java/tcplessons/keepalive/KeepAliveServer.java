package tcplessons.keepalive;

import java.io.IOException;
import java.net.Socket;

/** Waits for the client for ever, and leaves it to the kernel to notice that it is gone. */
final class KeepAliveServer extends TcpServer {

  /** What is set on every connection. */
  interface Setting {
    void on(Socket socket) throws IOException;
  }

  private final Setting setting;

  KeepAliveServer(ServerOptions options, Setting setting) throws IOException {
    super(options);
    this.setting = setting;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    long heard = System.nanoTime();
    out.println(peer(socket) + ": connected");
    setting.on(socket);
    out.println(peer(socket) + ": " + KeepAlive.of(socket));
    out.println(peer(socket) + ": ss shows " + SocketStatistics.timer(socket));
    try {
      var bytes = new byte[1024];
      var in = socket.getInputStream();
      for (int count = in.read(bytes); count != -1; count = in.read(bytes)) { // <1>
        heard = System.nanoTime();
        out.println(peer(socket) + ": " + count + " bytes");
      }
      out.println(peer(socket) + ": ended by the client");
    } catch (IOException e) {
      double silence = (System.nanoTime() - heard) / 1e9;
      throw new IOException(
          "%s, after %.1f s of silence".formatted(e.getMessage(), silence)); // <2>
    }
  }
  // end::serve[]
}
