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
  void keep_alive_is_off_by_default_on_both_sides() throws Exception {
    try (var pair = SocketPair.connect()) {
      assertThat(pair.client().getKeepAlive()).isFalse();
      assertThat(pair.server().getKeepAlive()).isFalse();
      assertThat(KeepAliveSettings.of(pair.server())).isEqualTo(system(false));
    }
  }

  @Test
  void setKeepAlive_alone_leaves_the_times_of_the_system() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().setKeepAlive(true);
      assertThat(KeepAliveSettings.of(pair.server())).isEqualTo(system(true));
    }
  }

  @Test
  void setting_a_time_does_not_turn_keep_alive_on() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().setOption(TCP_KEEPIDLE, 10);
      assertThat(pair.server().getKeepAlive()).isFalse();
      assertThat(pair.server().getOption(TCP_KEEPIDLE)).isEqualTo(10);
    }
  }

  @Test
  void the_options_are_set_on_this_side_only() throws Exception {
    var wanted = new KeepAliveSettings(true, ofSeconds(11), ofSeconds(2), 7);
    try (var pair = SocketPair.connect()) {
      wanted.set(pair.server());
      assertThat(KeepAliveSettings.of(pair.server())).isEqualTo(wanted);
      assertThat(KeepAliveSettings.of(pair.client())).isEqualTo(system(false));
      assertThat(pair.server().getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(pair.server().getOption(TCP_KEEPIDLE)).isEqualTo(11);
      assertThat(pair.server().getOption(TCP_KEEPINTERVAL)).isEqualTo(2);
      assertThat(pair.server().getOption(TCP_KEEPCOUNT)).isEqualTo(7);
    }
  }

  @Test
  void the_largest_values_of_the_kernel_can_be_set() throws Exception {
    var longest = new KeepAliveSettings(true, ofSeconds(32767), ofSeconds(32767), 127);
    try (var pair = SocketPair.connect()) {
      longest.set(pair.server());
      assertThat(KeepAliveSettings.of(pair.server())).isEqualTo(longest);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_out_of_range_is_refused_and_changes_nothing(SocketOption<Integer> option, int value)
      throws Exception {
    try (var pair = SocketPair.connect()) {
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

  @Test
  void times_are_printed_in_seconds() {
    assertThat(new KeepAliveSettings(true, ofSeconds(10), ofSeconds(1), 10))
        .hasToString("keep-alive on, idle 10 s, interval 1 s, count 10");
    assertThat(new KeepAliveSettings(false, Duration.ofHours(2), ofSeconds(75), 9))
        .hasToString("keep-alive off, idle 7200 s, interval 75 s, count 9");
  }

  @Test
  void with_set_nothing_there_is_no_timer() throws Exception {
    try (var running = RunningStep.server(new KeepAlive(), "--set", "nothing");
        var client = running.connect()) {
      assertThat(printedSettings(running, client)).isEqualTo(system(false).toString());
      assertThat(printedTimer(running, client)).isEqualTo("no timer");
    }
  }

  @Test
  void with_set_on_the_timer_has_the_time_of_the_system() throws Exception {
    try (var running = RunningStep.server(new KeepAlive(), "--set", "on");
        var client = running.connect()) {
      assertThat(printedSettings(running, client)).isEqualTo(system(true).toString());
      assertThat(printedTimer(running, client)).matches("timer:\\(keepalive,[^,]+,0\\)");
    }
  }

  @Test
  void with_set_all_the_timer_has_the_time_of_the_options() throws Exception {
    try (var running =
            RunningStep.server(
                new KeepAlive(), "--idle", "10m", "--interval", "2s", "--count", "3");
        var client = running.connect()) {
      assertThat(printedSettings(running, client))
          .isEqualTo("keep-alive on, idle 600 s, interval 2 s, count 3");
      assertThat(printedTimer(running, client)).matches("timer:\\(keepalive,(9min.*|10min),0\\)");
    }
  }

  @Test
  void ss_gets_the_ports_in_ascii_digits_whatever_the_language_of_the_system() throws Exception {
    assumeTrue(TestProcess.isInstalled("ss"), "ss is not installed (package iproute2)");
    try (var server =
            TestProcess.program(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path"),
                System.getProperty("lesson"),
                "keep-alive",
                "--port",
                "0");
        var client = new Socket("127.0.0.1", server.port())) {
      server.out.awaitLine(peer(client) + ": keep-alive on, idle 10 s, interval 1 s, count 10");
      server.out.awaitLine(line -> line.contains(": ss shows timer:(keepalive,"));
    }
  }

  @Test
  void received_bytes_and_eof_are_printed() throws Exception {
    try (var running = RunningStep.server(new KeepAlive(), "--set", "nothing");
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
  void an_rst_prints_one_error_line_with_the_time_since_the_last_data() throws Exception {
    try (var running = RunningStep.server(new KeepAlive(), "--set", "nothing")) {
      var client = running.connect();
      running.out.awaitLines(4);
      var peer = peer(client);
      SocketPair.reset(client);
      running.err.awaitLines(1);
      assertThat(running.err.lines())
          .singleElement()
          .asString()
          .matches("connection from " + peer + ": Connection reset, after \\d+\\.\\d s of silence");
    }
  }

  @Test
  void an_option_that_the_kernel_refuses_prints_one_error_line() throws Exception {
    var step = new KeepAlive();
    step.idle = Duration.ZERO; // not possible on the command line
    try (var running = RunningStep.server(step);
        var client = running.connect()) {
      running.err.awaitLine("connection from " + peer(client) + ": Invalid argument");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** The socket options that the server prints. */
  private static String printedSettings(RunningStep running, Socket client) {
    return printed(running, client, 2, ": keep-alive").substring(2);
  }

  private static String printedTimer(RunningStep running, Socket client) {
    assumeTrue(TestProcess.isInstalled("ss"), "ss is not installed (package iproute2)");
    return printed(running, client, 3, ": ss shows ").substring(": ss shows ".length());
  }

  private static String printed(RunningStep running, Socket client, int line, String start) {
    running.out.awaitLines(line + 1);
    assertThat(running.out.lines().get(line)).startsWith(peer(client) + start);
    return running.out.lines().get(line).substring(peer(client).length());
  }

  /** The defaults of this machine's kernel: tcp(7). */
  private static KeepAliveSettings system(boolean on) throws IOException {
    return new KeepAliveSettings(
        on, ofSeconds(systemValue("time")), ofSeconds(systemValue("intvl")), systemValue("probes"));
  }

  private static int systemValue(String name) throws IOException {
    var file = Path.of("/proc/sys/net/ipv4/tcp_keepalive_" + name);
    assumeTrue(Files.isReadable(file), file + " is not readable");
    return Integer.parseInt(Files.readAllLines(file).getFirst());
  }

  private static String peer(Socket client) {
    return "127.0.0.1:" + client.getLocalPort();
  }
}
