package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows what a client sends, and answers {@code test}, as the original does. */
final class InspectServer extends TcpServer {

  private static final byte[] ANSWER = "test".getBytes(UTF_8);

  private final AtomicInteger count = new AtomicInteger();

  InspectServer(ServerOptions options) throws IOException {
    super(options);
  }

  // tag::converse[]
  @Override
  Conversation converse(Socket socket) throws IOException {
    int number = count.incrementAndGet();
    var incoming = Incoming.of(socket);
    return () -> {
      tell(number, "connect address : " + socket.getInetAddress().getHostAddress());
      try {
        if (incoming.readMore(System.nanoTime() + limits.idleTime().toNanos())) { // <1>
          show(number, incoming);
          socket.getOutputStream().write(ANSWER); // <2>
          tell(number, "answered: test");
        } else {
          tell(number, "has ended without a word"); // <3>
        }
      } catch (Refused _) {
        tell(number, "is closed: it has been silent for too long");
      }
      socket.shutdownOutput();
      incoming.drain(limits.closeTime());
    };
  }

  // end::converse[]

  private void show(int number, Incoming incoming) {
    tell(number, incoming.size() + " bytes:");
    for (var line : Visible.lines(incoming.bytes(), incoming.from(), incoming.to())) {
      tell(number, "  " + line);
    }
  }

  private void tell(int number, String what) {
    out.println("#" + number + " " + what);
  }
}
