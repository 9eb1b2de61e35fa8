package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import tcplessons.docs.kit.Waiting;

/** Half-closes at once, and receives until EOF. */
record HalfCloser() implements Peer {

  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.shutdownOutput();
    return PeerResult.receive(socket, Waiting.LIMIT);
  }
}
