package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.keepalive.ReadTimeout.ReadMethod.EXACTLY;
import static tcplessons.keepalive.ReadTimeout.ReadMethod.LINE;
import static tcplessons.keepalive.ReadTimeout.ReadMethod.READ;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tcplessons.keepalive.ReadTimeout.ReadMethod;

class ReadTimeoutTest {

  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final String TIMED_OUT = "Read timed out after N s";

  @Test
  void the_connection_of_an_idle_client_is_closed_after_three_timeouts() throws Exception {
    long start = System.nanoTime();
    try (var running = RunningStep.server(new ReadTimeout(), "--timeout", "200ms");
        var client = running.connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(TIMEOUT.multipliedBy(3), RunningStep.TIMEOUT);
      assertThat(normalized(running.out.lines()))
          .containsExactly(
              "listen on port " + running.port(),
              "127.0.0.1:" + client.getLocalPort() + ": connected",
              TIMED_OUT,
              TIMED_OUT,
              TIMED_OUT,
              "given up after 3 timeouts: closed");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void read_goes_on_after_a_timeout() throws Exception {
    ScaledTime.run(unit -> {
      try (var pair = SocketPair.connect()) {
        send(pair.client(), "ab");
        var server = Server.start(pair, unit, READ);
        server.awaitLine(TIMED_OUT);
        send(pair.client(), "c");
        server.task.awaitSuccess();
        assertThat(server.lines())
            .startsWith(connected(pair), "'ab' after N s", TIMED_OUT)
            .contains("'c' after N s")
            .filteredOn(TIMED_OUT::equals)
            .hasSize(3);
      }
    });
  }

  @Test
  void read_returns_at_eof() throws Exception {
    try (var pair = SocketPair.connect()) {
      send(pair.client(), "ab");
      pair.client().shutdownOutput();
      var server = Server.start(pair, TIMEOUT, READ);
      server.task.awaitSuccess();
      assertThat(server.lines())
          .containsExactly(connected(pair), "'ab' after N s", "the end, after N s");
    }
  }

  @Test
  void readNBytes_returns_the_whole_message() throws Exception {
    try (var pair = SocketPair.connect()) {
      send(pair.client(), "abcdef");
      var server = Server.start(pair, TIMEOUT, EXACTLY);
      server.task.awaitSuccess();
      assertThat(server.lines()).containsExactly(connected(pair), "'abcdef' after N s");
    }
  }

  @Test
  void readNBytes_loses_what_it_had_read_before_the_timeout() throws Exception {
    ScaledTime.run(unit -> {
      try (var pair = SocketPair.connect()) {
        send(pair.client(), "abc");
        var server = Server.start(pair, unit, EXACTLY);
        server.awaitLine(TIMED_OUT);
        send(pair.client(), "def");
        server.task.awaitSuccess();
        assertThat(server.lines())
            .contains("'def' after N s")
            .noneMatch(line -> line.contains("abc"));
      }
    });
  }

  @Test
  void readLine_loses_what_it_had_read_before_the_timeout() throws Exception {
    ScaledTime.run(unit -> {
      try (var pair = SocketPair.connect()) {
        send(pair.client(), "one\nhel");
        var server = Server.start(pair, unit, LINE);
        server.awaitLine(TIMED_OUT);
        send(pair.client(), "lo\n");
        pair.client().shutdownOutput();
        server.task.awaitSuccess();
        assertThat(server.lines())
            .startsWith(connected(pair), "line 'one' after N s", TIMED_OUT)
            .endsWith("line 'lo' after N s", "the end, after N s");
      }
    });
  }

  @Test
  void an_incomplete_line_is_given_up_after_three_timeouts() throws Exception {
    try (var pair = SocketPair.connect()) {
      send(pair.client(), "hel");
      var server = Server.start(pair, TIMEOUT, LINE);
      server.task.awaitSuccess();
      assertThat(server.lines())
          .containsExactly(
              connected(pair),
              TIMED_OUT,
              TIMED_OUT,
              TIMED_OUT,
              "given up after 3 timeouts: closed");
    }
  }

  @Test
  void a_line_without_end_is_given_up_at_the_limit() throws Exception {
    try (var running = RunningStep.server(new ReadTimeout(), "--timeout", "20s", "--by", "line");
        var client = running.connect()) {
      client.getOutputStream().write(new byte[10_000]);
      running.err.awaitLine(
          "connection from 127.0.0.1:"
              + client.getLocalPort()
              + ": more than 8192 bytes, given up");
    }
  }

  @Test
  void control_characters_are_printed_as_unknown_characters() throws Exception {
    for (var method : ReadMethod.values()) {
      try (var pair = SocketPair.connect()) {
        send(pair.client(), "\u001b[2J\u0007\r\n");
        pair.client().shutdownOutput();
        var server = Server.start(pair, TIMEOUT, method);
        server.task.awaitSuccess();
        var printed = method == LINE ? "line '\uFFFD[2J\uFFFD'" : "'\uFFFD[2J\uFFFD'";
        assertThat(server.lines().get(1)).startsWith(printed);
        assertThat(server.lines()).noneMatch(line -> line.contains("\u001b"));
      }
    }
  }

  @Test
  void bytes_that_are_not_ascii_are_printed_as_unknown_characters() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.client().getOutputStream().write(new byte[] {'a', (byte) 0xff, 0, (byte) 0x9b});
      pair.client().shutdownOutput();
      var server = Server.start(pair, TIMEOUT, READ);
      server.task.awaitSuccess();
      assertThat(server.lines().get(1)).startsWith("'a\uFFFD\uFFFD\uFFFD' after ");
    }
  }

  /** The server's side of a connection on which the client may already have sent something. */
  private record Server(CapturedOutput out, BackgroundTask task) {

    static Server start(SocketPair pair, Duration timeout, ReadMethod method) {
      var step = new ReadTimeout();
      var out = new CapturedOutput();
      step.out = out;
      step.timeout = timeout;
      step.readMethod = method;
      return new Server(out, BackgroundTask.start(() -> step.read(pair.server())));
    }

    List<String> lines() {
      return normalized(out.lines());
    }

    void awaitLine(String line) {
      out.awaitLine(each -> normalized(each).equals(line));
    }
  }

  private static String connected(SocketPair pair) {
    return "127.0.0.1:" + pair.client().getLocalPort() + ": connected";
  }

  private static List<String> normalized(List<String> lines) {
    return lines.stream().map(ReadTimeoutTest::normalized).toList();
  }

  private static String normalized(String line) {
    return line.replaceFirst("after \\d+\\.\\d s$", "after N s");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }
}
