package tcplessons.broadcast;

import java.io.IOException;
import java.net.BindException;
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

  /**
   * This address, with the first free default port if its port is 0.
   *
   * @throws IOException with one line for the user if the ports are in use or the address is not
   *     local; the message of JGroups would not contain the address
   */
  static InetSocketAddress free(InetSocketAddress bind) throws IOException {
    boolean anyPort = bind.getPort() == 0;
    String reason = "";
    for (var address : anyPort ? all(bind.getAddress()) : List.of(bind)) {
      try (var probe = new ServerSocket()) {
        probe.bind(address);
        return address;
      } catch (BindException e) {
        reason = e.getMessage(); // the port is in use: try the next one
      }
    }
    throw new IOException(
        "cannot listen for other servers on %s, port %s: %s. %s"
            .formatted(
                bind.getAddress().getHostAddress(),
                anyPort ? "7800 to 7802" : bind.getPort(),
                reason,
                "Local addresses: ip address. Another port: --bind ADDR:N"));
  }
}
