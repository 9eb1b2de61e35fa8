package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/** The kernel's list of TCP sockets, as ss(8) prints it, with the process that owns each. */
final class TcpTable {

  private TcpTable() {}

  /** Skips the test without ss. */
  static void assumeReadable() {
    assumeTrue(TestProcess.isInstalled("ss"), "ss is not installed (package iproute2)");
  }

  /** The sockets between two ports, without listening ones; skips the test without ss. */
  static List<String> between(int localPort, int peerPort) throws IOException {
    assumeReadable();
    var filter = "sport = :" + localPort + " and dport = :" + peerPort;
    var ss = new ProcessBuilder("ss", "-tanpH", filter).redirectErrorStream(true).start();
    return new String(ss.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }
}
