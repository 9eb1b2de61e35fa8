package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Sends its message and receives, but never closes, not even after the server's FIN.
 *
 * @param waitLimit how long it waits for the server's FIN
 */
public record NeverCloser(byte[] message, Duration waitLimit) implements Peer {

  // tag::run[]
  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.getOutputStream().write(message);
    return PeerResult.receive(socket, waitLimit); // <1>
  }
  // end::run[]
}
