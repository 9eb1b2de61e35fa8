package tcplessons.binary;

import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import lombok.Builder;

/**
 * Where a server listens, how long it waits, and whom it tells. Without a word it listens on any
 * free port of every local address and tells the terminal.
 *
 * @param host the only local address to listen on, or null for all of them, IPv4 and IPv6
 * @param port 0 for any free one
 * @param backlog how many finished handshakes may wait for {@code accept()}: listen(2)
 * @param idle how long one message may take: {@link Deadline}
 * @param out the lesson's story
 * @param err what went wrong, one line each
 */
@Builder(toBuilder = true)
record ServerOptions(
    InetAddress host, int port, int backlog, Duration idle, PrintStream out, PrintStream err) {

  /** The defaults; Lombok adds the rest. */
  static class ServerOptionsBuilder {
    // As many as Node asks for; ServerSocket's own default is 50. Linux caps it at somaxconn.
    private int backlog = 511;
    // Long enough for somebody who types, short enough that the silent do not pile up.
    private Duration idle = Duration.ofSeconds(30);
    private PrintStream out = System.out;
    private PrintStream err = System.err;
  }
}
