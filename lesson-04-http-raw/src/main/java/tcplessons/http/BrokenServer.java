package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.TreeSet;

/** The original's responses with the faults that one chooses: which client rejects what? */
final class BrokenServer extends TcpServer {

  private static final String BODY =
      """
      <!DOCTYPE html>
      <html lang=kr>
          <meta charset=utf-8>
          <title>HELLO HTTP!</title>
          <body>
              <h1>HELLO!</h1>
          </body>
      </html>
      """;

  private final Set<Fault> faults;

  /**
   * @param faults none for a response that every client accepts
   */
  BrokenServer(ServerOptions options, Set<Fault> faults) throws IOException {
    super(options);
    this.faults = faults;
  }

  // tag::message[]
  static String message(Set<Fault> faults) {
    var message =
        String.join(
            "\r\n",
            "HTTP/1.1 200 Success",
            "Connection: close",
            "Content-Length: " + BODY.getBytes(UTF_8).length,
            "Content-Type: text/html; charset=UTF-8",
            "Date: " + HttpDate.now(),
            "",
            BODY);
    for (var fault : new TreeSet<>(faults)) {
      message = fault.spoil(message);
    }
    return message;
  }

  // end::message[]

  // tag::converse[]
  @Override
  Conversation converse(Socket socket) throws IOException {
    var incoming = Incoming.of(socket);
    return () -> {
      try {
        var request = new RequestReader(incoming, limits).read(() -> {}); // <1>
        socket.getOutputStream().write(message(faults).getBytes(UTF_8)); // <2>
        tell(request.method() + " " + request.target() + " -> " + faults);
      } catch (Refused e) {
        tell("no request: " + e.getMessage());
      }
      socket.shutdownOutput();
      incoming.drain(limits.closeTime());
    };
  }

  // end::converse[]

  private void tell(String what) {
    if (!quiet) {
      out.println(what);
    }
  }
}
