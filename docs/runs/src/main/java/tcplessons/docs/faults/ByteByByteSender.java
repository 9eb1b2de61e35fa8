package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import tcplessons.docs.kit.Waiting;

/** Sends its message one byte at a time, each in a segment of its own, and half-closes. */
record ByteByByteSender(byte[] message) implements Peer {

  // tag::run[]
  @Override
  public PeerResult run(Socket socket) throws IOException {
    socket.setTcpNoDelay(true); // <1>
    for (byte b : message) {
      socket.getOutputStream().write(b); // <2>
      Thread.yield();
    }
    socket.shutdownOutput();
    return PeerResult.receive(socket, Waiting.LIMIT);
  }
  // end::run[]
}
