package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;

/** Ends its own direction at once, and listens to the end. */
record HalfCloser() implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    socket.shutdownOutput();
    return Seen.until(socket, PATIENCE);
  }
  // end::meet[]
}
