package tcplessons.client;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Where a server listens. */
final class ListenOptions {

  private static final String ALL_ADDRESSES = "*";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Local address to listen on; * is all, IPv4 and IPv6 (${DEFAULT-VALUE}).")
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
   * Listens. From now on the kernel completes handshakes, even before {@code accept()} is called.
   *
   * @throws IOException with one line for the user if the port is taken or the host is not local
   */
  ServerSocket open() throws IOException {
    boolean all = host.equals(ALL_ADDRESSES);
    var where = (all ? "all addresses" : host) + ", port " + port;
    try {
      // tag::listen[]
      InetAddress address = all ? null : InetAddress.getByName(host);
      return new ServerSocket(port, backlog, address); // <1>
      // end::listen[]
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
