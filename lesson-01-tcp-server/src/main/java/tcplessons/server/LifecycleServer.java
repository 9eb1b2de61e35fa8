package tcplessons.server;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Echoes, and says which of Node's server events each moment would have been. */
final class LifecycleServer extends TcpServer {

  private final int backlog;
  private final int closeAfter;
  private final AtomicInteger accepted = new AtomicInteger();

  /**
   * @param closeAfter stop listening when this many connections have come; 0 for never
   */
  LifecycleServer(ServerOptions options, int closeAfter) throws IOException {
    super(options);
    this.backlog = options.backlog();
    this.closeAfter = closeAfter;
  }

  // tag::events[]
  @Override
  void run() {
    out.println("listening: " + host().getHostAddress() + ", backlog " + backlog); // <1>
    super.run();
    out.println("close: server closed"); // <2>
  }

  @Override
  void serve(Socket socket) throws IOException {
    out.println("connection: " + peer(socket)); // <3>
    if (accepted.incrementAndGet() == closeAfter) {
      stopListening(); // <4>
      out.println("no longer listening; accepted connections live on");
    }
    // Whoever is silent, or does not read the echo, stays: lesson 03 limits both.
    socket.getInputStream().transferTo(socket.getOutputStream()); // <5>
    out.println("end: " + peer(socket));
  }
  // end::events[]
}
