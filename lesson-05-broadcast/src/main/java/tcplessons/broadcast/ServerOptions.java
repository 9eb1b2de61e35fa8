package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import lombok.Builder;

/**
 * Where a server listens, what it can bear, and whom it tells. Without a word it listens on any
 * free port of every local address and tells the terminal.
 *
 * @param host the only local address to listen on, or null for all of them, IPv4 and IPv6
 * @param port 0 for any free one
 * @param backlog how many finished handshakes may wait for {@code accept()}: listen(2)
 * @param clients how many may be connected at a time; whoever comes then is turned away
 * @param behind how many bytes of memory may wait for one client that reads too slowly
 * @param out the lesson's story
 * @param err what went wrong, one line each
 */
@Builder(toBuilder = true)
record ServerOptions(
    InetAddress host,
    int port,
    int backlog,
    int clients,
    int behind,
    PrintStream out,
    PrintStream err) {

  /** The defaults; Lombok adds the rest. */
  static class ServerOptionsBuilder {
    // As many as Node asks for; ServerSocket's own default is 50. Linux caps it at somaxconn.
    private int backlog = 511;
    // One descriptor and about 15 kB of heap each; the JVM raises its soft limit on descriptors.
    private int clients = 10_000;
    // Beside what the kernel holds, some megabytes on loopback: seconds of fast talk.
    private int behind = 1024 * 1024;
    private PrintStream out = System.out;
    private PrintStream err = System.err;
  }

  /**
   * Listens. An IPv4 address means IPv4 alone, 0.0.0.0 too.
   *
   * @throws java.net.BindException if the port is taken or the address is not this machine's
   */
  // tag::listen[]
  ServerSocket listen() throws IOException {
    var listener =
        host instanceof Inet4Address
            ? ServerSocketChannel.open(StandardProtocolFamily.INET).socket() // <1>
            : new ServerSocket();
    try {
      listener.bind(new InetSocketAddress(host, port), backlog); // <2>
      return listener;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }
  // end::listen[]
}
