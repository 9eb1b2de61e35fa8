package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import lombok.RequiredArgsConstructor;

/** Connects, says which two ends the connection has, and ends it: the handshake alone. */
@RequiredArgsConstructor
final class ConnectClient {

  private final Dialer dialer;
  private final PrintStream out;

  // tag::run[]
  void run(String host, int port) throws IOException {
    try (var socket = dialer.dial(host, port)) { // <1>
      out.println("connected to " + socket.getRemoteSocketAddress());
      out.println("        from " + socket.getLocalSocketAddress()); // <2>
    } // <3>
    out.println("closed");
  }
  // end::run[]
}
