package tcplessons.http;

import java.io.PrintStream;
import java.net.InetAddress;
import lombok.Builder;

/**
 * Where a server listens, what it bears, and whom it tells. Without a word it listens on any free
 * port of every local address and tells the terminal.
 *
 * @param host the only local address to listen on, or null for all of them, IPv4 and IPv6
 * @param port 0 for any free one
 * @param backlog how many finished handshakes may wait for {@code accept()}: listen(2)
 * @param limits what peers may take
 * @param quiet whether to say nothing about single connections and requests
 * @param out the lesson's story
 * @param err what went wrong, one line each
 */
@Builder(toBuilder = true)
record ServerOptions(
    InetAddress host,
    int port,
    int backlog,
    Limits limits,
    boolean quiet,
    PrintStream out,
    PrintStream err) {

  /** The defaults; Lombok adds the rest. */
  static class ServerOptionsBuilder {
    // As many as Node asks for; ServerSocket's own default is 50. Linux caps it at somaxconn.
    private int backlog = 511;
    private Limits limits = Limits.DEFAULT;
    private PrintStream out = System.out;
    private PrintStream err = System.err;
  }
}
