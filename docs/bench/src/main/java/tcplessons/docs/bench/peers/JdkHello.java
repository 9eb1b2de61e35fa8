package tcplessons.docs.bench.peers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The page from the JDK's own server, with a virtual thread for each request. */
final class JdkHello {

  private static final int BACKLOG = 511;

  void main(String[] args) throws IOException {
    // Without it, the second of the two writes of a response waits for the ACK of the first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // It would close idle connections beyond 200, and be measured by its handshakes.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    var server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] page = Page.bytes();
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", Page.TYPE);
          exchange.sendResponseHeaders(200, page.length);
          try (var body = exchange.getResponseBody()) {
            body.write(page);
          }
        });
    server.start();
  }
}
