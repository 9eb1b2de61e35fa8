package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;

/** Sends its message one byte at a time, each in a segment of its own, and half-closes. */
public record ByteByByteSender(byte[] message) implements Peer {

  // tag::run[]
  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.setTcpNoDelay(true); // <1>
    for (byte b : message) {
      socket.getOutputStream().write(b); // <2>
      Thread.yield();
    }
    socket.shutdownOutput();
    return PeerResult.receive(socket, WAIT_LIMIT);
  }
  // end::run[]
}
