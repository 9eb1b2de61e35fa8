package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects to a host name: tries each of its addresses, in the order in which the system returns
 * them. Lesson 06 has the same copy.
 *
 * <p>{@code new Socket(name, port)} tries only the first address. Node tries them all.
 *
 * @param timeout how long to wait for the handshake with each address; without a limit the kernel
 *     retransmits the SYN for about two minutes: tcp(7), tcp_syn_retries
 * @param out where it prints which addresses did not respond while others are left
 */
record Connector(Duration timeout, PrintStream out) {

  /**
   * @throws IOException one line that names the peer and the error for each of its addresses
   */
  Socket connect(String host, int port) throws IOException {
    try {
      return connect(host, List.of(InetAddress.getAllByName(host)), port);
    } catch (UnknownHostException _) {
      throw new IOException("cannot connect to " + host + ", port " + port + ": unknown host");
    }
  }

  Socket connect(String host, List<InetAddress> addresses, int port) throws IOException {
    var errors = new ArrayList<String>();
    // tag::attempts[]
    for (var address : addresses) { // <1>
      var socket = new Socket();
      try {
        int timeoutMillis = Math.toIntExact(timeout.toMillis());
        socket.connect(new InetSocketAddress(address, port), timeoutMillis); // <2>
        return socket;
      } catch (IOException e) { // <3>
        socket.close();
        if (Thread.currentThread().isInterrupted()) {
          throw e; // the step is being stopped: no other address
        }
        errors.add(address.getHostAddress() + ": " + reason(e));
        if (errors.size() < addresses.size()) {
          out.println("no answer from " + errors.getLast() + "; trying the next address");
        }
      }
    }
    // end::attempts[]
    throw new IOException(
        "cannot connect to %s, port %d: %s. Is the server running there? Its listeners: %s"
            .formatted(
                host, port, String.join("; ", errors), SystemTools.ofThisSystem().listeners));
  }

  /** The message of a timeout is sometimes missing. */
  private static String reason(IOException e) {
    return e instanceof SocketTimeoutException ? "Connect timed out" : e.getMessage();
  }
}
