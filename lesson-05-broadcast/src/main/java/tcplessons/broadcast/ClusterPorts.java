package tcplessons.broadcast;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** The ports of servers that are not told one: three servers fit on one machine. */
final class ClusterPorts {

  private static final int FIRST = 7800;
  private static final int COUNT = 3;

  private ClusterPorts() {}

  static List<InetSocketAddress> all(InetAddress address) {
    return IntStream.range(FIRST, FIRST + COUNT)
        .mapToObj(port -> new InetSocketAddress(address, port))
        .toList();
  }

  /**
   * The first free one of them, or the port that this address has of its own.
   *
   * @throws IOException if all are taken or the address is not this machine's: JGroups would not
   *     say which
   */
  static InetSocketAddress free(InetSocketAddress bind) throws IOException {
    boolean any = bind.getPort() == 0;
    String problem = "";
    for (var address : any ? all(bind.getAddress()) : List.of(bind)) {
      try (var probe = new ServerSocket()) {
        probe.bind(address);
        return address;
      } catch (BindException e) {
        problem = e.getMessage(); // somebody has it: try the next one
      }
    }
    throw new IOException(
        "cannot listen for other servers on %s, port %s: %s. %s"
            .formatted(
                bind.getAddress().getHostAddress(),
                any ? "7800 to 7802" : bind.getPort(),
                problem,
                "Local addresses: ip address. Another port: --bind ADDR:N"));
  }
}
