package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;

/** Sends several messages with one write, so that they arrive in one segment, and half-closes. */
public record SingleSegmentSender(byte[] messages) implements Peer {

  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.getOutputStream().write(messages);
    socket.shutdownOutput();
    return PeerResult.receive(socket, WAIT_LIMIT);
  }
}
