package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Says its message, listens, and never ends: neither before the server nor after it.
 *
 * @param patience how long it waits for the server's end
 */
record NeverCloser(byte[] message, Duration patience) implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    socket.getOutputStream().write(message);
    return Seen.until(socket, patience); // <1>
  }
  // end::meet[]
}
