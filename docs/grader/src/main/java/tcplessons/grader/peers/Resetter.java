package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;

/**
 * Sends a message, receives a part of the response, and resets the connection.
 *
 * @param message may be empty
 * @param responseBytes the length of the part; 0 to reset before any response
 */
public record Resetter(byte[] message, int responseBytes) implements Peer {

  // tag::run[]
  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.getOutputStream().write(message);
    var result = PeerResult.receive(socket, WAIT_LIMIT, responseBytes);
    socket.setSoLinger(true, 0); // <1>
    socket.close();
    return result;
  }
  // end::run[]
}
