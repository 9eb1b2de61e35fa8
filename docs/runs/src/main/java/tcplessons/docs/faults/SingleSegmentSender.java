package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import tcplessons.docs.kit.Waiting;

/** Sends several messages with one write, so that they arrive in one segment, and half-closes. */
record SingleSegmentSender(byte[] messages) implements Peer {

  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.getOutputStream().write(messages);
    socket.shutdownOutput();
    return PeerResult.receive(socket, Waiting.LIMIT);
  }
}
