package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndlessWriterTest {

  @Test
  void a_client_that_never_reads_is_reset_by_the_watchdog_and_not_by_the_read_timeout()
      throws Exception {
    ScaledTime.run(unit -> isResetByTheWatchdog(unit, unit.multipliedBy(10)));
  }

  private static void isResetByTheWatchdog(Duration readTimeout, Duration resetDelay)
      throws Exception {
    try (var running = server(readTimeout, resetDelay);
        var client = running.connect()) {
      var line = running.out.awaitLine(each -> each.endsWith(" s, reset"));
      assertThat(line).startsWith(peer(client) + ": stuck in a write for ");
      assertThat(seconds(line)).isGreaterThan(readTimeout.toMillis() / 1e3);
      assertThat(TcpTable.between(running.port(), client.getLocalPort())).isEmpty();
      assertThatThrownBy(() -> client.getInputStream().skipNBytes(Long.MAX_VALUE))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  @LinuxErrorText
  void an_rst_from_the_client_prints_one_error_line() throws Exception {
    try (var running = server(Duration.ofMillis(50), RunningStep.TIMEOUT)) {
      var client = running.connect();
      assertThat(client.getInputStream().read()).isZero();
      var peer = peer(client);
      SocketPair.reset(client);
      assertThat(running.err.awaitLines(1))
          .singleElement()
          .asString()
          .matches("connection from " + peer + ": (Connection reset by peer|Broken pipe)");
    }
  }

  private static RunningStep server(Duration readTimeout, Duration resetDelay) {
    var step = new ReadTimeout();
    step.closeDelay = resetDelay;
    return RunningStep.server(step, "--write", "--timeout", readTimeout.toMillis() + "ms");
  }

  private static double seconds(String line) {
    return Double.parseDouble(line.replaceFirst(".* (\\d+\\.\\d) s, reset$", "$1"));
  }

  private static String peer(Socket client) {
    return "127.0.0.1:" + client.getLocalPort();
  }
}
