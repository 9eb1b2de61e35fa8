package tcplessons.client;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sits between clients and a server, being a server to them and a client to it, and tells what
 * passes.
 */
final class Tap extends TcpServer {

  private final Dialer dialer;
  private final String toHost;
  private final int toPort;
  private final TapManners manners;
  private final AtomicInteger count = new AtomicInteger();

  Tap(ServerOptions options, Dialer dialer, String toHost, int toPort, TapManners manners)
      throws IOException {
    super(options);
    this.dialer = dialer;
    this.toHost = toHost;
    this.toPort = toPort;
    this.manners = manners;
  }

  // tag::serve[]
  @Override
  void serve(Socket client) throws IOException {
    int number = count.incrementAndGet();
    Socket server;
    try {
      server = dialer.dial(toHost, toPort); // <1>
    } catch (IOException e) {
      client.setSoLinger(true, 0); // <2>
      throw e;
    }
    try (server) {
      out.printf("#%d %s to %s%n", number, peer(client), server.getRemoteSocketAddress());
      new TapConnection(number, client, server, manners, out).run(); // <3>
    }
  }
  // end::serve[]
}
