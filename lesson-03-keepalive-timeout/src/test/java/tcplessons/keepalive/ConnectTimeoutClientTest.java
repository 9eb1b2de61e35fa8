package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectTimeoutClientTest {

  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final Duration CLOSE_DELAY = Duration.ofMillis(600);

  @Test
  void only_the_timeout_of_connect_limits_a_handshake_without_response() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort())) {
      var lines = connect(full);
      assertThat(lines.get(0)).matches("setSoTimeout alone: Socket closed after \\d+\\.\\d s");
      assertThat(lines.get(1))
          .matches("connect with a limit: Connect timed out after \\d+\\.\\d s");
      assertThat(seconds(lines.get(0))).isGreaterThanOrEqualTo(0.6);
      assertThat(seconds(lines.get(1))).isGreaterThanOrEqualTo(0.2);
    }
  }

  @Test
  void a_server_that_responds_is_connected_to_both_times() throws Exception {
    try (var listener = listener()) {
      var lines = connect(listener);
      assertThat(lines.get(0)).startsWith("setSoTimeout alone: connected after ");
      assertThat(lines.get(1)).startsWith("connect with a limit: connected after ");
    }
  }

  @Test
  @LinuxErrorText
  void a_refused_connection_is_reported_both_times() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var otherAddress = listener()) {
      var lines = connect(new InetSocketAddress("127.0.0.2", otherAddress.getLocalPort()));
      assertThat(lines.get(0)).startsWith("setSoTimeout alone: Connection refused after ");
      assertThat(lines.get(1)).startsWith("connect with a limit: Connection refused after ");
    }
  }

  private static List<String> connect(ServerSocket listener) throws IOException {
    return connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()));
  }

  private static List<String> connect(InetSocketAddress address) throws IOException {
    var out = new CapturedOutput();
    new ConnectTimeoutClient(TIMEOUT, CLOSE_DELAY, out).run(address);
    assertThat(out.lines()).hasSize(2);
    return out.lines();
  }

  private static double seconds(String line) {
    var words = line.split(" ");
    return Double.parseDouble(words[words.length - 2]);
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }
}
