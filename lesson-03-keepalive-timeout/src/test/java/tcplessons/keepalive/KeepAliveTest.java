package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeepAliveTest {

  @Test
  void it_is_off_by_default_on_both_sides() throws Exception {
    try (var pair = Pair.connected()) {
      assertThat(pair.client().getKeepAlive()).isFalse();
      assertThat(pair.server().getKeepAlive()).isFalse();
      assertThat(KeepAlive.of(pair.server())).isEqualTo(system(false));
    }
  }

  // tag::alone[]
  @Test
  void turned_on_alone_it_leaves_the_times_of_the_system() throws Exception {
    try (var pair = Pair.connected()) {
      pair.server().setKeepAlive(true);
      assertThat(KeepAlive.of(pair.server())).isEqualTo(system(true));
    }
  }

  // end::alone[]

  @Test
  void the_times_can_be_set_without_turning_it_on() throws Exception {
    try (var pair = Pair.connected()) {
      pair.server().setOption(TCP_KEEPIDLE, 10);
      assertThat(pair.server().getKeepAlive()).isFalse();
      assertThat(pair.server().getOption(TCP_KEEPIDLE)).isEqualTo(10);
    }
  }

  @Test
  void what_is_set_is_in_force_on_this_side_only() throws Exception {
    var wanted = new KeepAlive(true, ofSeconds(11), ofSeconds(2), 7);
    try (var pair = Pair.connected()) {
      wanted.set(pair.server());
      assertThat(KeepAlive.of(pair.server())).isEqualTo(wanted);
      assertThat(KeepAlive.of(pair.client())).isEqualTo(system(false));
      assertThat(pair.server().getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(pair.server().getOption(TCP_KEEPIDLE)).isEqualTo(11);
      assertThat(pair.server().getOption(TCP_KEEPINTERVAL)).isEqualTo(2);
      assertThat(pair.server().getOption(TCP_KEEPCOUNT)).isEqualTo(7);
    }
  }

  @Test
  void the_longest_that_the_kernel_takes_can_be_set() throws Exception {
    var longest = new KeepAlive(true, ofSeconds(32767), ofSeconds(32767), 127);
    try (var pair = Pair.connected()) {
      longest.set(pair.server());
      assertThat(KeepAlive.of(pair.server())).isEqualTo(longest);
    }
  }

  // tag::refused[]
  @ParameterizedTest
  @MethodSource("refused")
  void what_is_too_short_or_too_long_is_refused_and_changes_nothing(
      SocketOption<Integer> option, int value) throws Exception {
    try (var pair = Pair.connected()) {
      int before = pair.server().getOption(option);
      assertThatThrownBy(() -> pair.server().setOption(option, value))
          .isInstanceOf(SocketException.class)
          .hasMessage("Invalid argument");
      assertThat(pair.server().getOption(option)).isEqualTo(before);
    }
  }

  private static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(TCP_KEEPIDLE, 0),
        Arguments.of(TCP_KEEPIDLE, -1),
        Arguments.of(TCP_KEEPIDLE, 32768),
        Arguments.of(TCP_KEEPINTERVAL, 0),
        Arguments.of(TCP_KEEPINTERVAL, -1),
        Arguments.of(TCP_KEEPINTERVAL, 32768),
        Arguments.of(TCP_KEEPCOUNT, 0),
        Arguments.of(TCP_KEEPCOUNT, -1),
        Arguments.of(TCP_KEEPCOUNT, 128));
  }

  // end::refused[]

  @Test
  void it_is_told_in_seconds() {
    assertThat(new KeepAlive(true, ofSeconds(10), ofSeconds(1), 10))
        .hasToString("keep-alive on, idle 10 s, interval 1 s, count 10");
    assertThat(new KeepAlive(false, Duration.ofHours(2), ofSeconds(75), 9))
        .hasToString("keep-alive off, idle 7200 s, interval 75 s, count 9");
  }

  @Test
  void a_server_of_which_nothing_is_wanted_has_no_timer() throws Exception {
    try (var running = Running.keepAlive(_ -> {});
        var client = running.connect()) {
      assertThat(told(running, client)).isEqualTo(system(false).toString());
      assertThat(timer(running, client)).isEqualTo("no timer");
    }
  }

  @Test
  void a_server_on_which_it_is_turned_on_has_a_timer_of_the_system() throws Exception {
    try (var running = Running.keepAlive(socket -> socket.setKeepAlive(true));
        var client = running.connect()) {
      assertThat(told(running, client)).isEqualTo(system(true).toString());
      assertThat(timer(running, client)).matches("timer:\\(keepalive,[^,]+,0\\)");
    }
  }

  @Test
  void a_server_on_which_all_is_set_has_a_timer_of_its_own() throws Exception {
    try (var running =
            Running.keepAlive(new KeepAlive(true, ofSeconds(600), ofSeconds(2), 3)::set);
        var client = running.connect()) {
      assertThat(told(running, client))
          .isEqualTo("keep-alive on, idle 600 s, interval 2 s, count 3");
      assertThat(timer(running, client)).matches("timer:\\(keepalive,(9min.*|10min),0\\)");
    }
  }

  @Test
  void a_server_tells_how_much_came_and_that_the_client_has_ended() throws Exception {
    try (var running = Running.keepAlive(_ -> {});
        var client = running.connect()) {
      client.getOutputStream().write("\u001b[2J".getBytes(US_ASCII));
      running.out.awaitLine(peer(client) + ": 4 bytes");
      client.shutdownOutput();
      running.out.awaitLine(peer(client) + ": ended by the client");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_reset_is_one_line_that_says_how_long_the_client_was_silent() throws Exception {
    try (var running = Running.keepAlive(_ -> {})) {
      var client = running.connect();
      running.out.awaitLines(lines -> lines.size() == 4);
      var peer = peer(client);
      Pair.reset(client);
      running.err.awaitLines(lines -> !lines.isEmpty());
      assertThat(running.err.lines())
          .singleElement()
          .asString()
          .matches("connection from " + peer + ": Connection reset, after \\d+\\.\\d s of silence");
    }
  }

  @Test
  void what_the_kernel_refuses_is_one_line() throws Exception {
    try (var running = Running.keepAlive(socket -> socket.setOption(TCP_KEEPIDLE, 0));
        var client = running.connect()) {
      running.err.awaitLine("connection from " + peer(client) + ": Invalid argument");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** What a server prints of its options. */
  private static String told(Running running, Socket client) {
    return printed(running, client, 2, ": keep-alive").substring(2);
  }

  private static String timer(Running running, Socket client) {
    assumeTrue(Command.isInstalled("ss"), "ss is not installed (package iproute2)");
    return printed(running, client, 3, ": ss shows ").substring(": ss shows ".length());
  }

  private static String printed(Running running, Socket client, int line, String start) {
    running.out.awaitLines(lines -> lines.size() > line);
    assertThat(running.out.lines().get(line)).startsWith(peer(client) + start);
    return running.out.lines().get(line).substring(peer(client).length());
  }

  /** What this machine's kernel has for everybody who does not ask for anything else: tcp(7). */
  private static KeepAlive system(boolean on) throws IOException {
    return new KeepAlive(
        on, ofSeconds(systemValue("time")), ofSeconds(systemValue("intvl")), systemValue("probes"));
  }

  private static int systemValue(String name) throws IOException {
    var file = Path.of("/proc/sys/net/ipv4/tcp_keepalive_" + name);
    assumeTrue(Files.isReadable(file), "no " + file + " to look at");
    return Integer.parseInt(Files.readAllLines(file).getFirst());
  }

  private static String peer(Socket client) {
    return "127.0.0.1:" + client.getLocalPort();
  }
}
