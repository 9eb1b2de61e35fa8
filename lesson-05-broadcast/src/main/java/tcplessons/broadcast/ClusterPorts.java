package tcplessons.broadcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** The default ports of a cluster's servers: three servers fit on one machine. */
final class ClusterPorts {

  private static final int FIRST_PORT = 7800;
  private static final int PORT_COUNT = 3;

  private ClusterPorts() {}

  /** All default ports at this address. */
  static List<InetSocketAddress> all(InetAddress address) {
    return IntStream.range(FIRST_PORT, FIRST_PORT + PORT_COUNT)
        .mapToObj(port -> new InetSocketAddress(address, port))
        .toList();
  }

  /** The addresses to try, in order: this one, or its default ports if its port is 0. */
  static List<InetSocketAddress> candidates(InetSocketAddress bind) {
    return bind.getPort() == 0 ? all(bind.getAddress()) : List.of(bind);
  }

  /**
   * One line for the user: the ports are in use, or the address is not local. JGroups could bind to
   * none of them, but its message contains neither the address nor the reason.
   */
  static IOException unavailable(List<InetSocketAddress> addresses) {
    var first = addresses.getFirst();
    int last = addresses.getLast().getPort();
    boolean single = addresses.size() == 1;
    return new IOException(
        ("cannot listen for other servers on %s, port %s: %s."
                + " Local addresses: %s. Another port: --bind ADDR:N")
            .formatted(
                first.getAddress().getHostAddress(),
                single ? last : first.getPort() + " to " + last,
                bindError(first),
                SystemTools.ofThisSystem().addresses));
  }

  private static String bindError(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(address);
      return "in use a moment ago";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
