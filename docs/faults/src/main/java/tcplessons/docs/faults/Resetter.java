package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;

/**
 * Says something, hears so many bytes, and breaks the connection off.
 *
 * @param message may be empty
 * @param bytes of the answer; 0 for before it
 */
record Resetter(byte[] message, int bytes) implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    socket.getOutputStream().write(message);
    var seen = Seen.until(socket, PATIENCE, bytes);
    socket.setSoLinger(true, 0); // <1>
    socket.close();
    return seen;
  }
  // end::meet[]
}
