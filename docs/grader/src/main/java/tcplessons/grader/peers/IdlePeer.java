package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Connects and sends nothing.
 *
 * @param waitLimit how long it waits for the server to close
 */
public record IdlePeer(Duration waitLimit) implements Peer {

  @Override
  public PeerResult run(Socket socket) throws IOException {
    return PeerResult.receive(socket, waitLimit);
  }
}
