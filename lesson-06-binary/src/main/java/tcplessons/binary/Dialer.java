package tcplessons.binary;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Connects to the first address of a name; lesson 02 tries them all.
 *
 * @param timeout how long to wait for the handshake
 */
record Dialer(Duration timeout) {

  /**
   * @throws IOException one line that names the peer and says what to look at
   */
  Socket dial(String host, int port) throws IOException {
    var peer = new InetSocketAddress(host, port);
    var whom = "cannot connect to " + host + ", port " + port + ": ";
    if (peer.isUnresolved()) {
      throw new IOException(whom + "unknown host");
    }
    var socket = new Socket();
    try {
      socket.connect(peer, Math.toIntExact(timeout.toMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          whom + e.getMessage() + ". Is the server running there? Its listeners: ss -ltn");
    }
  }
}
