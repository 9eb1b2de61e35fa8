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

  /** The first free one of them, if this address has no port of its own. */
  static InetSocketAddress free(InetSocketAddress bind) throws IOException {
    if (bind.getPort() != 0) {
      return bind;
    }
    String problem = "";
    for (var address : all(bind.getAddress())) {
      try (var probe = new ServerSocket()) {
        probe.bind(address);
        return address;
      } catch (BindException e) {
        problem = e.getMessage(); // somebody has it: try the next one
      }
    }
    throw new IOException(
        "no port for the cluster at %s, 7800 to 7802: %s. Another: --bind %1$s:N"
            .formatted(bind.getAddress().getHostAddress(), problem));
  }
}
