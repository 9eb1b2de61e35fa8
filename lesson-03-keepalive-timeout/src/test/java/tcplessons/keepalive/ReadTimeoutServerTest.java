package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.keepalive.ReadTimeoutServer.Way.EXACTLY;
import static tcplessons.keepalive.ReadTimeoutServer.Way.LINE;
import static tcplessons.keepalive.ReadTimeoutServer.Way.READ;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tcplessons.keepalive.ReadTimeoutServer.Way;

class ReadTimeoutServerTest {

  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final String TIMED_OUT = "Read timed out after N s";

  @Test
  void a_silent_client_is_given_up_after_three_timeouts() throws Exception {
    long start = System.nanoTime();
    try (var running = Running.readTimeout(TIMEOUT, READ);
        var client = running.connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(TIMEOUT.multipliedBy(3), Running.PATIENCE);
      assertThat(running.out.lines().stream().map(ReadTimeoutServerTest::blurred))
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
  void a_read_shows_what_came_and_goes_on_after_a_timeout() throws Exception {
    try (var pair = Pair.connected()) {
      say(pair.client(), "ab");
      var talk = serving(pair, READ);
      talk.out.awaitLines(lines -> blurred(lines).contains(TIMED_OUT));
      say(pair.client(), "c");
      talk.out.awaitLines(lines -> blurred(lines).contains("'c' after N s"));
      talk.endsWell();
      assertThat(blurred(talk.out.lines()))
          .startsWith(connected(pair), "'ab' after N s", TIMED_OUT)
          .filteredOn(TIMED_OUT::equals)
          .hasSize(3);
    }
  }

  @Test
  void a_read_notices_the_end() throws Exception {
    try (var pair = Pair.connected()) {
      say(pair.client(), "ab");
      pair.client().shutdownOutput();
      var talk = serving(pair, READ);
      talk.endsWell();
      assertThat(blurred(talk.out.lines()))
          .containsExactly(connected(pair), "'ab' after N s", "the end, after N s");
    }
  }

  @Test
  void readNBytes_waits_for_the_whole() throws Exception {
    try (var pair = Pair.connected()) {
      say(pair.client(), "abcdef");
      var talk = serving(pair, EXACTLY);
      talk.endsWell();
      assertThat(blurred(talk.out.lines())).containsExactly(connected(pair), "'abcdef' after N s");
    }
  }

  @Test
  void readNBytes_loses_what_it_had_read_before_the_timeout() throws Exception {
    try (var pair = Pair.connected()) {
      say(pair.client(), "abc");
      var talk = serving(pair, EXACTLY);
      talk.out.awaitLines(lines -> blurred(lines).contains(TIMED_OUT));
      say(pair.client(), "def");
      talk.out.awaitLines(lines -> blurred(lines).contains("'def' after N s"));
      talk.endsWell();
      assertThat(talk.out.lines()).noneMatch(line -> line.contains("abc"));
    }
  }

  @Test
  void readLine_loses_what_it_had_read_before_the_timeout() throws Exception {
    try (var pair = Pair.connected()) {
      say(pair.client(), "one\nhel");
      var talk = serving(pair, LINE);
      talk.out.awaitLines(lines -> blurred(lines).contains(TIMED_OUT));
      say(pair.client(), "lo\n");
      pair.client().shutdownOutput();
      talk.endsWell();
      assertThat(blurred(talk.out.lines()))
          .startsWith(connected(pair), "line 'one' after N s", TIMED_OUT)
          .endsWith("line 'lo' after N s", "the end, after N s");
    }
  }

  @Test
  void a_line_that_does_not_come_is_given_up_after_three_timeouts() throws Exception {
    try (var pair = Pair.connected()) {
      say(pair.client(), "hel");
      var talk = serving(pair, LINE);
      talk.endsWell();
      assertThat(blurred(talk.out.lines()))
          .containsExactly(
              connected(pair),
              TIMED_OUT,
              TIMED_OUT,
              TIMED_OUT,
              "given up after 3 timeouts: closed");
    }
  }

  @Test
  void a_line_that_does_not_end_is_given_up() throws Exception {
    try (var running = Running.readTimeout(Running.PATIENCE, LINE);
        var client = running.connect()) {
      client.getOutputStream().write(new byte[10_000]);
      running.err.awaitLine(
          "connection from 127.0.0.1:"
              + client.getLocalPort()
              + ": more than 8192 bytes, given up");
    }
  }

  @Test
  void shows_control_characters_instead_of_obeying_them() throws Exception {
    for (var way : Way.values()) {
      try (var pair = Pair.connected()) {
        say(pair.client(), "\u001b[2J\u0007\r\n");
        pair.client().shutdownOutput();
        var talk = serving(pair, way);
        talk.endsWell();
        var shown = way == LINE ? "line '\uFFFD[2J\uFFFD'" : "'\uFFFD[2J\uFFFD'";
        assertThat(talk.out.lines().get(1)).startsWith(shown);
        assertThat(talk.out.lines()).noneMatch(line -> line.contains("\u001b"));
      }
    }
  }

  @Test
  void shows_other_bytes_than_ascii_as_unknown() throws Exception {
    try (var pair = Pair.connected()) {
      pair.client().getOutputStream().write(new byte[] {'a', (byte) 0xff, 0, (byte) 0x9b});
      pair.client().shutdownOutput();
      var talk = serving(pair, READ);
      talk.endsWell();
      assertThat(talk.out.lines().get(1)).startsWith("'a\uFFFD\uFFFD\uFFFD' after ");
    }
  }

  /** Serves one end, to whom the other may have sent something before. */
  private static Talk serving(Pair pair, Way way) throws IOException {
    return Talk.start(out -> {
      var options = ServerOptions.builder().out(out).err(out).build();
      try (var server = new ReadTimeoutServer(options, TIMEOUT, way)) {
        server.serve(pair.server());
      }
    });
  }

  private static String connected(Pair pair) {
    return "127.0.0.1:" + pair.client().getLocalPort() + ": connected";
  }

  private static List<String> blurred(List<String> lines) {
    return lines.stream().map(ReadTimeoutServerTest::blurred).toList();
  }

  private static String blurred(String line) {
    return line.replaceFirst("after \\d+\\.\\d s$", "after N s");
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }
}
