package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;

/** Sends a large or malformed message while it receives, and half-closes. */
public record BulkSender(byte[] message) implements Peer {

  // tag::run[]
  @Override
  public PeerResult run(Socket socket) throws IOException {
    var sender = Thread.startVirtualThread(() -> send(socket));
    var result = PeerResult.receive(socket, WAIT_LIMIT);
    sender.interrupt(); // <1>
    return result;
  }

  private void send(Socket socket) {
    try {
      socket.getOutputStream().write(message);
      socket.shutdownOutput();
    } catch (IOException _) {
      // the receiving thread sees how the connection ended
    }
  }
  // end::run[]
}
