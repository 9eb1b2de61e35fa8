package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;

/** Half-closes at once, and receives until EOF. */
public record HalfCloser() implements Peer {

  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.shutdownOutput();
    return PeerResult.receive(socket, WAIT_LIMIT);
  }
}
