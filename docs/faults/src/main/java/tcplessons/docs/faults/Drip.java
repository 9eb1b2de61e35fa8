package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;

/** Says its message one byte at a time, each in a segment of its own, and ends. */
record Drip(byte[] message) implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    socket.setTcpNoDelay(true); // <1>
    for (byte b : message) {
      socket.getOutputStream().write(b); // <2>
      Thread.yield();
    }
    socket.shutdownOutput();
    return Seen.until(socket, PATIENCE);
  }
  // end::meet[]
}
