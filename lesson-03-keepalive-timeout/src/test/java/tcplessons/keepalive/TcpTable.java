package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/** The kernel's own list of sockets, as ss(8) prints it, with the process that holds each. */
final class TcpTable {

  private TcpTable() {}

  /** The sockets from this local port to that one, LISTEN apart; skips the test without ss. */
  static List<String> between(int port, int peer) throws IOException {
    assumeTrue(Command.isInstalled("ss"), "ss is not installed (package iproute2)");
    var filter = "sport = :%d and dport = :%d".formatted(port, peer);
    var ss = new ProcessBuilder("ss", "-tanpH", filter).redirectErrorStream(true).start();
    return new String(ss.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }
}
