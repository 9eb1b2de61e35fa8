package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Node's clients with our servers, and our clients with Node's servers. */
class NodeTest {

  private static final int INTERVAL_MILLIS = 50;

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void a_node_ticker_gets_a_response_to_every_request_and_then_eof() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var ticker = TestProcess.node("ticker.js", running.port(), INTERVAL_MILLIS, "--guarded")) {
      ticker.out.awaitLines(4);
      running.stop();
      assertThat(ticker.exitCode()).isZero();
      assertThat(ticker.out.lines())
          .startsWith("connect to server!", "receive: test", "receive: test", "receive: test");
      assertThat(running.out.lines()).contains("connect address : 127.0.0.1", "testing~");
    }
  }

  @Test
  void a_node_ticker_without_an_end_handler_keeps_running_after_eof_and_prints_nothing()
      throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var ticker = TestProcess.node("ticker.js", listener.getLocalPort(), INTERVAL_MILLIS);
        var server = listener.accept()) {
      assertThat(server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      server.getOutputStream().write("test".getBytes(UTF_8));
      server.shutdownOutput();
      ticker.out.awaitLine("disconnected.");

      // Node sends its FIN by itself: the writes that follow never leave the process.
      var ticks = new String(server.getInputStream().readAllBytes(), UTF_8);
      assertThat(ticks.replace("testing~", "")).isEmpty();
      await().during(Duration.ofMillis(10 * INTERVAL_MILLIS)).until(ticker::isRunning);
      assertThat(ticker.out.lines())
          .containsExactly("connect to server!", "receive: test", "disconnected.");
      assertThat(ticker.err.lines()).isEmpty();
    }
  }

  @Test
  void our_ticker_stops_when_nodes_server_half_closes() throws Exception {
    try (var server = TestProcess.node("reply-once.js", 0);
        var ticker = startTicker(server.port())) {
      assertThat(ticker.exitCode.join()).isZero();
      assertThat(ticker.out.lines())
          .containsExactly("connect to server!", "receive: test", "disconnected.");
      server.out.awaitLine("testing~");
      assertThat(server.err.lines()).isEmpty();
    }
  }

  @Test
  void our_ticker_sends_to_nodes_reply_always_until_that_is_killed() throws Exception {
    try (var server = TestProcess.node("reply-always.js", 0);
        var ticker = startTicker(server.port())) {
      ticker.out.awaitLines(4);
      server.signal("KILL");
      assertThat(ticker.exitCode.join()).isZero();
      assertThat(ticker.out.lines())
          .startsWith("connect to server!", "receive: test", "receive: test", "receive: test")
          .endsWith("disconnected.");
    }
  }

  @Test
  void our_connect_connects_to_a_node_server() throws Exception {
    try (var server = TestProcess.node("reply-always.js", 0);
        var connect =
            RunningStep.start(new Connect(), "--host", "127.0.0.1", "--port", "" + server.port())) {
      assertThat(connect.exitCode.join()).isZero();
      assertThat(connect.out.lines()).first().isEqualTo("connected to /127.0.0.1:" + server.port());
      assertThat(connect.out.lines()).last().isEqualTo("closed");
      assertThat(server.isRunning()).isTrue();
      assertThat(server.err.lines()).isEmpty();
    }
  }

  @Test
  void our_console_prints_all_of_nodes_echo_after_the_end_of_input() throws Exception {
    var step = new Console();
    step.in = new ByteArrayInputStream("안녕하세요\n".getBytes(UTF_8));
    try (var server = TestProcess.node("echo.js", 0);
        var console = RunningStep.start(step, "--port", "" + server.port())) {
      assertThat(console.exitCode.join()).isZero();
      assertThat(echoed(console.out.lines())).isEqualTo("Who needs a browser to communicate?안녕하세요");
      assertThat(console.out.lines()).last().isEqualTo("client-> connection is closed");
    }
  }

  @Test
  void a_node_console_prints_all_of_our_echo_after_the_end_of_input() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var console = TestProcess.node("console.js", running.port())) {
      console.out.awaitLines(2);
      console.type("안녕하세요\n");
      console.endInput();
      assertThat(console.exitCode()).isZero();
      assertThat(console.out.lines())
          .containsExactly(
              "client-> connected to server",
              "client-> Who needs a browser to communicate?",
              "client-> 안녕하세요",
              "client-> connection is closed");
      running.out.awaitLine("echoed 51 bytes");
    }
  }

  @Test
  void a_node_ticker_and_our_server_work_through_the_tap() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var tap = TappedConnection.startTap(running.port());
        var ticker = TestProcess.node("ticker.js", tap.port(), INTERVAL_MILLIS, "--guarded")) {
      ticker.out.awaitLines(4);
      running.stop();
      assertThat(ticker.exitCode()).isZero();
      tap.out.awaitLine(line -> line.contains("client -> server  8 bytes  testing~"));
      tap.out.awaitLine(line -> line.endsWith("4 bytes  test  74 65 73 74"));
    }
  }

  @Test
  void our_ticker_and_a_node_server_work_through_the_tap_until_eof() throws Exception {
    try (var server = TestProcess.node("reply-once.js", 0);
        var tap = TappedConnection.startTap(server.port());
        var ticker = startTicker(tap.port())) {
      assertThat(ticker.exitCode.join()).isZero();
      assertThat(ticker.out.lines())
          .containsExactly("connect to server!", "receive: test", "disconnected.");
      tap.out.awaitLine(line -> line.endsWith("client <- server  FIN"));
      tap.out.awaitLine(line -> line.endsWith("client -> server  FIN"));
    }
  }

  @Test
  void a_node_console_and_a_node_echo_work_through_the_tap() throws Exception {
    try (var server = TestProcess.node("echo.js", 0);
        var tap = TappedConnection.startTap(server.port());
        var console = TestProcess.node("console.js", tap.port())) {
      console.out.awaitLines(2);
      console.type("hello\n");
      console.endInput(); // the half-close goes through the tap, and the rest comes back
      assertThat(console.exitCode()).isZero();
      assertThat(console.out.lines())
          .endsWith(
              "client-> Who needs a browser to communicate?",
              "client-> hello",
              "client-> connection is closed");
    }
  }

  private static RunningStep startTicker(int port) {
    return RunningStep.start(new Ticker(), "--port", "" + port, "--interval", "300ms");
  }

  private static String echoed(List<String> lines) {
    return String.join("", lines.subList(1, lines.size() - 1)).replace("client-> ", "");
  }
}
