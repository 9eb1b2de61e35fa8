package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real Node.js at the other end: its clients against our servers, ours against its. */
class NodeTest {

  private static final int MILLIS = 50;

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(Command.isInstalled("node"), "node is not installed");
  }

  @Test
  void a_node_ticker_gets_an_answer_to_every_tick_and_notices_the_end() throws Exception {
    try (var running = Running.replyAlways();
        var ticker = Command.node("ticker.js", running.port(), MILLIS, "--guarded")) {
      ticker.awaitOut(lines -> lines.size() >= 4);
      running.stop();
      assertThat(ticker.exitCode()).isZero();
      assertThat(ticker.out())
          .startsWith("connect to server!", "receive: test", "receive: test", "receive: test");
      assertThat(running.out.lines()).contains("connect address : 127.0.0.1", "testing~");
    }
  }

  // tag::five-steps[]
  @Test
  void an_unguarded_node_ticker_prints_the_end_and_then_nothing_and_lives_on() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var ticker = Command.node("ticker.js", listener.getLocalPort(), MILLIS);
        var server = listener.accept()) {
      assertThat(server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      server.getOutputStream().write("test".getBytes(UTF_8));
      server.shutdownOutput();
      ticker.awaitLine("disconnected.");

      // Node ends its own direction by itself: the ticks that follow never leave the process.
      var ticks = new String(server.getInputStream().readAllBytes(), UTF_8);
      assertThat(ticks.replace("testing~", "")).isEmpty();
      await().during(Duration.ofMillis(10 * MILLIS)).until(ticker::isRunning);
      assertThat(ticker.out())
          .containsExactly("connect to server!", "receive: test", "disconnected.");
      assertThat(ticker.err()).isEmpty();
    }
  }

  // end::five-steps[]

  @Test
  void our_ticker_stops_where_nodes_server_ends() throws Exception {
    try (var server = Command.node("reply-once.js", 0)) {
      var talk = ticking(server.port());
      talk.endsWell();
      assertThat(talk.out.lines())
          .containsExactly("connect to server!", "receive: test", "disconnected.");
      server.awaitLine("testing~");
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void our_ticker_talks_to_nodes_reply_always_until_that_is_killed() throws Exception {
    try (var server = Command.node("reply-always.js", 0)) {
      var socket = new Socket("127.0.0.1", server.port());
      var talk = Talk.start(out -> new TickerClient(Duration.ofHours(1), false, out).run(socket));
      for (int i = 2; i < 5; i++) {
        int lines = i;
        socket.getOutputStream().write("testing~".getBytes(UTF_8)); // for a ticker that is slow
        talk.out.awaitLines(printed -> printed.size() == lines);
      }
      server.signal("KILL");
      talk.endsWell();
      assertThat(talk.out.lines())
          .containsExactly(
              "connect to server!",
              "receive: test",
              "receive: test",
              "receive: test",
              "disconnected.");
    }
  }

  @Test
  void our_connect_shakes_hands_with_a_node_server() throws Exception {
    try (var server = Command.node("reply-always.js", 0)) {
      var out = new Screen();
      new ConnectClient(new Dialer(Running.PATIENCE, out), out).run("127.0.0.1", server.port());
      assertThat(out.lines()).first().isEqualTo("connected to /127.0.0.1:" + server.port());
      assertThat(out.lines()).last().isEqualTo("closed");
      assertThat(server.isRunning()).isTrue();
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void our_console_hears_all_of_nodes_echo_after_the_end_of_input() throws Exception {
    try (var server = Command.node("echo.js", 0)) {
      var typed = new ByteArrayInputStream("안녕하세요\n".getBytes(UTF_8));
      var socket = new Socket("127.0.0.1", server.port());
      var talk = Talk.start(out -> new ConsoleClient(typed, out).run(socket));
      talk.endsWell();
      assertThat(echoed(talk.out.lines())).isEqualTo("Who needs a browser to communicate?안녕하세요");
      assertThat(talk.out.lines()).last().isEqualTo("client-> connection is closed");
    }
  }

  @Test
  void a_node_console_hears_all_of_our_echo_after_the_end_of_input() throws Exception {
    try (var running = Running.echo();
        var console = Command.node("console.js", running.port())) {
      console.awaitOut(lines -> lines.size() == 2);
      console.type("안녕하세요\n");
      console.endInput();
      assertThat(console.exitCode()).isZero();
      assertThat(console.out())
          .containsExactly(
              "client-> connected to server",
              "client-> Who needs a browser to communicate?",
              "client-> 안녕하세요",
              "client-> connection is closed");
      running.out.awaitLine("echoed 51 bytes");
    }
  }

  @Test
  void a_node_ticker_talks_to_our_server_through_the_tap() throws Exception {
    try (var running = Running.replyAlways();
        var tap = Running.tap(running.port());
        var ticker = Command.node("ticker.js", tap.port(), MILLIS, "--guarded")) {
      ticker.awaitOut(lines -> lines.size() >= 4);
      running.stop();
      assertThat(ticker.exitCode()).isZero();
      tap.out.awaitLines(lines ->
          lines.stream().anyMatch(line -> line.contains("client -> server  8 bytes  testing~"))
              && lines.stream().anyMatch(line -> line.endsWith("4 bytes  test  74 65 73 74")));
    }
  }

  @Test
  void our_ticker_talks_to_a_node_server_through_the_tap_and_stops_where_that_ends()
      throws Exception {
    try (var server = Command.node("reply-once.js", 0);
        var tap = Running.tap(server.port())) {
      var talk = ticking(tap.port());
      talk.endsWell();
      assertThat(talk.out.lines())
          .containsExactly("connect to server!", "receive: test", "disconnected.");
      tap.out.awaitLines(lines ->
          lines.stream().anyMatch(line -> line.endsWith("client <- server  FIN"))
              && lines.stream().anyMatch(line -> line.endsWith("client -> server  FIN")));
    }
  }

  @Test
  void a_node_console_talks_to_a_node_echo_through_the_tap() throws Exception {
    try (var server = Command.node("echo.js", 0);
        var tap = Running.tap(server.port());
        var console = Command.node("console.js", tap.port())) {
      console.awaitOut(lines -> lines.size() == 2);
      console.type("hello\n");
      console.endInput(); // the half-close goes through the tap, and the rest comes back
      assertThat(console.exitCode()).isZero();
      assertThat(console.out())
          .endsWith(
              "client-> Who needs a browser to communicate?",
              "client-> hello",
              "client-> connection is closed");
    }
  }

  private static Talk ticking(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    return Talk.start(out -> new TickerClient(Duration.ofMillis(300), false, out).run(socket));
  }

  private static String echoed(List<String> lines) {
    return String.join("", lines.subList(1, lines.size() - 1)).replace("client-> ", "");
  }
}
