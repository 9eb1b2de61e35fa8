package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StuckWriteServerTest {

  @Test
  void a_client_that_never_reads_is_reset_when_the_patience_is_over_and_not_by_the_timeout()
      throws Exception {
    Pace.fastest(unit -> resetsWhoNeverReads(unit, unit.multipliedBy(10)));
  }

  private static void resetsWhoNeverReads(Duration timeout, Duration patience) throws Exception {
    try (var running = start(timeout, patience);
        var client = running.connect()) {
      running.out.awaitLines(lines -> lines.stream().anyMatch(line -> line.endsWith(" s, reset")));
      var line = running.out.lines().getLast();
      assertThat(line).startsWith(peer(client) + ": stuck in a write for ");
      assertThat(seconds(line)).isGreaterThan(timeout.toMillis() / 1e3);
      assertThat(TcpTable.between(running.port(), client.getLocalPort())).isEmpty();
      assertThatThrownBy(() -> client.getInputStream().skipNBytes(Long.MAX_VALUE))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_client_that_resets_is_one_line() throws Exception {
    try (var running = start(Duration.ofMillis(50), Running.PATIENCE)) {
      var client = running.connect();
      assertThat(client.getInputStream().read()).isZero();
      var peer = peer(client);
      Pair.reset(client);
      running.err.awaitLines(lines -> !lines.isEmpty());
      assertThat(running.err.lines())
          .singleElement()
          .asString()
          .matches("connection from " + peer + ": (Connection reset by peer|Broken pipe)");
    }
  }

  private static Running start(Duration timeout, Duration patience) throws IOException {
    return Running.start(options -> new StuckWriteServer(options, timeout, patience));
  }

  private static double seconds(String line) {
    return Double.parseDouble(line.replaceFirst(".* (\\d+\\.\\d) s, reset$", "$1"));
  }

  private static String peer(Socket client) {
    return "127.0.0.1:" + client.getLocalPort();
  }
}
