package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects to a name: tries each of its addresses, in the order in which the system gives them.
 *
 * <p>{@code new Socket(name, port)} tries the first one only. Node tries them all.
 *
 * @param timeout how long to wait for the handshake with each address; the kernel's own patience is
 *     about two minutes: tcp(7), tcp_syn_retries
 * @param out told about every address that did not answer while others are left
 */
record Dialer(Duration timeout, PrintStream out) {

  /**
   * @throws IOException one line that names the peer and what each of its addresses said
   */
  Socket dial(String host, int port) throws IOException {
    try {
      return dial(host, List.of(InetAddress.getAllByName(host)), port);
    } catch (UnknownHostException _) {
      throw new IOException("cannot connect to " + host + ", port " + port + ": unknown host");
    }
  }

  // tag::dial[]
  Socket dial(String host, List<InetAddress> addresses, int port) throws IOException {
    var refusals = new ArrayList<String>();
    for (var address : addresses) { // <1>
      var socket = new Socket();
      try {
        int limit = Math.toIntExact(timeout.toMillis());
        socket.connect(new InetSocketAddress(address, port), limit); // <2>
        return socket;
      } catch (IOException e) { // <3>
        socket.close();
        refusals.add(address.getHostAddress() + ": " + e.getMessage());
        if (refusals.size() < addresses.size()) {
          out.println("no answer from " + refusals.getLast() + "; trying the next address");
        }
      }
    }
    throw new IOException(
        "cannot connect to %s, port %d: %s. Is the server running there? Its listeners: ss -ltn"
            .formatted(host, port, String.join("; ", refusals)));
  }
  // end::dial[]
}
