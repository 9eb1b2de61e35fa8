package tcplessons.broadcast;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import picocli.CommandLine.Option;

/**
 * Where a server listens.
 *
 * <p>This copy differs from those of the other lessons: this lesson shows what 0.0.0.0 means, so an
 * IPv4 address makes the server listen on IPv4 only, see {@link #open}.
 */
final class ListenOptions {

  private static final String ALL_ADDRESSES = "*";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Local address to listen on; * and :: are all, IPv4 and IPv6, 0.0.0.0 is all of IPv4"
              + " (${DEFAULT-VALUE}).")
  String host = ALL_ADDRESSES;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PortConverter.class,
      description = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).")
  int port;

  /** As many as Node asks for. Linux caps it at net.core.somaxconn: listen(2). */
  @Option(
      names = "--backlog",
      paramLabel = "N",
      description = "Connections that may wait for accept() (${DEFAULT-VALUE}).")
  int backlog = 511;

  SystemTools tools = SystemTools.ofThisSystem();

  /**
   * @param port the step's default port
   */
  ListenOptions(int port) {
    this.port = port;
  }

  /**
   * Listens; on IPv4 only if the host is an IPv4 address, such as 0.0.0.0.
   *
   * @throws IOException with one line for the user if the port is taken or the host is not local
   */
  ServerSocket open() throws IOException {
    return open(this::listen);
  }

  // tag::listen[]
  private ServerSocket listen(InetAddress address) throws IOException {
    var listener =
        address instanceof Inet4Address
            ? ServerSocketChannel.open(StandardProtocolFamily.INET).socket() // <1>
            : new ServerSocket();
    try {
      listener.bind(new InetSocketAddress(address, port), backlog); // <2>
      return listener;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  // end::listen[]

  /**
   * Listens as the other lessons do: a server on 0.0.0.0 accepts IPv6 as well.
   *
   * @throws IOException as {@link #open} does
   */
  ServerSocket openDualStack() throws IOException {
    return open(this::listenDualStack);
  }

  private ServerSocket listenDualStack(InetAddress address) throws IOException {
    // tag::dual-stack[]
    return new ServerSocket(port, backlog, address);
    // end::dual-stack[]
  }

  private interface Listener {
    ServerSocket listen(InetAddress address) throws IOException;
  }

  private ServerSocket open(Listener listener) throws IOException {
    boolean all = host.equals(ALL_ADDRESSES);
    var where = (all ? "all addresses" : host) + ", port " + port;
    try {
      return listener.listen(all ? null : InetAddress.getByName(host));
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s: %s. Who has it: %s. Another: --port N"
              .formatted(where, e.getMessage(), tools.whoListens(port)));
    } catch (SocketException e) { // an IPv6 address on a machine without IPv6
      throw new IOException(
          "cannot listen on %s: %s. An IPv4 address: --host 127.0.0.1"
              .formatted(where, e.getMessage()));
    } catch (UnknownHostException _) {
      throw new IOException(
          "cannot listen on %s: unknown host. Local ones: %s".formatted(where, tools.addresses));
    }
  }
}
