package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import tcplessons.docs.kit.Waiting;

/** Sends a large or malformed message while it receives, and half-closes. */
record BulkSender(byte[] message) implements Peer {

  // tag::run[]
  @Override
  public PeerResult run(Socket socket) throws IOException {
    var sender = Thread.startVirtualThread(() -> send(socket));
    var result = PeerResult.receive(socket, Waiting.LIMIT);
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
