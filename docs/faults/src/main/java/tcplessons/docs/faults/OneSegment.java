package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;

/** Says several messages with one write, so that they arrive together, and ends. */
record OneSegment(byte[] messages) implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    socket.getOutputStream().write(messages);
    socket.shutdownOutput();
    return Seen.until(socket, PATIENCE);
  }
  // end::meet[]
}
