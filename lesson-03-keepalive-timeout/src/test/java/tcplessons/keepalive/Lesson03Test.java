package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** The steps of lesson 03 run from the command line: output, error lines and exit codes. */
class Lesson03Test {

  @ParameterizedTest
  @CsvSource({
    "idle-timeout, INT",
    "idle-timeout, TERM",
    "read-timeout, INT",
    "read-timeout --write, TERM",
    "keep-alive, INT",
    "no-delay, TERM"
  })
  void ctrl_c_stops_a_server_with_exit_code_0_and_without_an_error(String step, String signal)
      throws Exception {
    try (var process = server(step);
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLine("127.0.0.1:" + client.getLocalPort() + ": connected");
      process.signal(signal);
      exitsWithoutError(process);
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // returns: the connection is closed
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ctrl_c_stops_the_client_of_no_delay_with_exit_code_0_and_without_an_error(String signal)
      throws Exception {
    try (var listener = listener();
        var process = TestProcess.step("no-delay", "--receive", address(listener));
        var server = listener.accept()) {
      server.getOutputStream().write("ABC".getBytes(UTF_8));
      server.setSoTimeout(20_000);
      assertThat(server.getInputStream().read()).isEqualTo('!');
      process.signal(signal);
      exitsWithoutError(process);
      assertThat(process.out.lines()).hasSize(1);
      assertThat(server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ctrl_c_stops_a_connect_that_waits_for_the_handshake(String signal) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp6")), "/proc/net/tcp6 is not readable");
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var process =
            TestProcess.step("read-timeout", "--timeout", "1m", "--connect", address(full))) {
      await().until(() -> isInSynSent(full.getLocalPort()));
      process.signal(signal);
      exitsWithoutError(process);
      assertThat(process.out.lines()).isEmpty();
    }
  }

  private static void exitsWithoutError(TestProcess process) throws InterruptedException {
    assertThat(process.exitCode()).isZero();
    assertThat(process.err.lines()).isEmpty();
  }

  /** Whether a socket is in SYN-SENT (02) towards this port: proc(5). */
  private static boolean isInSynSent(int port) throws IOException {
    var state = ":%04X 02 ".formatted(port);
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.readString(Path.of(table)).contains(state)) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(strings = {"idle-timeout", "read-timeout", "keep-alive", "no-delay"})
  void a_port_that_is_in_use_prints_one_error_line_that_says_what_to_try_and_exits_with_code_1(
      String step) throws Exception {
    try (var listener = listener()) {
      int port = listener.getLocalPort();
      var result = CliResult.of(step, "--port", "" + port, "--host", "127.0.0.1");
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 127.0.0.1, port " + port + ": Address already in use.")
          .contains("ss -ltnp", "--port");
    }
  }

  @Test
  void an_unknown_host_prints_one_error_line_and_exits_with_code_1() throws Exception {
    var result = CliResult.of("idle-timeout", "--host", "no-such-host.invalid");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("cannot listen on no-such-host.invalid, port 6001: unknown host");
  }

  @Test
  @LinuxErrorText
  void a_refused_connection_prints_one_error_line_and_exits_with_code_1() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var otherAddress = listener()) {
      var address = "127.0.0.2:" + otherAddress.getLocalPort();
      var result = CliResult.of("no-delay", "--receive", address);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .containsExactly("connection to /" + address + ": Connection refused");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "idle-timeout --timeout | Missing required parameter for option '--timeout'",
        "read-timeout --by word | expected one of [READ, EXACTLY, LINE]",
        "read-timeout --connect nonsense | 'nonsense' is not NAME:PORT",
        "keep-alive --set some | expected one of [NOTHING, ON, ALL]",
        "no-delay --receive localhost:99999 | '99999' is not a port (0 to 65535)",
        "no-delay --receive no-such-host.invalid:1 | 'no-such-host.invalid' is an unknown host",
      })
  void wrong_usage_prints_one_error_line(String arguments, String message) {
    assertThat(errorMessage(arguments.split(" "))).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"86400001ms", "1441m", "99999999h", "999999999999s", "5d", "5S", "ms", "fünf s"})
  void a_timeout_that_is_not_a_duration_is_refused(String time) {
    assertThat(errorMessage("idle-timeout", "--timeout", time))
        .isEqualTo(
            "Invalid value for option '--timeout': '%s' is not a time from 1ms to 24h,"
                    .formatted(time)
                + " such as 500ms, 1.5s or 2m");
  }

  @ParameterizedTest
  @CsvSource({
    "--idle, 1500ms",
    "--idle, 1.5s",
    "--interval, 999ms",
    "--idle, 32768s",
    "--idle, 10h",
    "--interval, 547m"
  })
  void the_times_of_keep_alive_are_whole_seconds_in_the_range_of_the_kernel(
      String option, String time) {
    assertThat(errorMessage("keep-alive", option, time))
        .isEqualTo(
            "Invalid value for option '%s': '%s' is not whole seconds (1s to 32767s)"
                .formatted(option, time));
  }

  @ParameterizedTest
  @CsvSource({"--idle, 1s", "--idle, 32767s", "--interval, 2000ms", "--interval, 9h"})
  void whole_seconds_can_have_any_unit(String option, String time) {
    assertThat(errorMessage("keep-alive", option, time)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "keep-alive, --count, 0",
    "keep-alive, --count, 128",
    "keep-alive, --count, -1",
    "keep-alive, --count, 99999999999",
    "keep-alive, --count, ten",
    "no-delay, --rounds, 0",
    "no-delay, --rounds, 128"
  })
  void a_count_is_from_1_to_127(String step, String option, String count) {
    assertThat(errorMessage(step, option, count))
        .isEqualTo(
            "Invalid value for option '%s': '%s' is not a count (1 to 127)"
                .formatted(option, count));
    assertThat(errorMessage(step, option, "1")).isEmpty();
    assertThat(errorMessage(step, option, "127")).isEmpty();
  }

  /** The error message of the command line, or nothing if the arguments are valid. */
  private static String errorMessage(String... arguments) {
    try {
      Cli.commandLine(new Lesson03()).parseArgs(arguments);
      return "";
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }

  @Test
  void help_shows_the_options_with_their_defaults() throws Exception {
    var help = String.join(" ", CliResult.of("keep-alive", "--help").out()).replaceAll(" +", " ");
    assertThat(help)
        .contains("--idle=TIME", "before the first probe (10s)", "--interval=TIME", "probes (1s)")
        .contains("--count=N", "--set=WHAT", "on or nothing (all)", "--host=ADDRESS");
  }

  @Test
  void idle_timeout_closes_after_the_timeout_that_was_given() throws Exception {
    try (var running =
            RunningStep.server(new IdleTimeout(), "--timeout", "300ms", "--answer-after", "100ms");
        var client = running.connect()) {
      client.getOutputStream().write('.');
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(".idle timeout..");
      running.out.awaitLine("127.0.0.1:" + client.getLocalPort() + ": idle for 300 ms, closed");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource
  void no_control_characters_of_a_peer_are_printed(Callable<Integer> step, List<String> options)
      throws Exception {
    try (var running = RunningStep.server(step, options.toArray(String[]::new));
        var client = running.connect()) {
      client.getOutputStream().write("\u001b[2J\u0007\u009b한\0\n".getBytes(UTF_8));
      client.shutdownOutput();
      running.out.awaitLine(line -> line.matches(".*(the end, after .*|by the client)"));
      assertThat(String.join("", running.out.lines())).matches("[ -~\uFFFD]*");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  private static Stream<Arguments> no_control_characters_of_a_peer_are_printed() {
    return Stream.of(
        Arguments.of(new IdleTimeout(), List.of()),
        Arguments.of(new ReadTimeout(), List.of()),
        Arguments.of(new ReadTimeout(), List.of("--by", "line")),
        Arguments.of(new KeepAlive(), List.of()));
  }

  @Test
  void unprintable_bytes_are_printed_as_unknown_characters_without_a_locale() throws Exception {
    try (var process = TestProcess.stepInAsciiLocale("read-timeout", "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("\u001b[2J".getBytes(UTF_8));
      process.out.awaitLine(line -> line.startsWith("'\uFFFD[2J' after "));
    }
  }

  @Test
  void read_timeout_connects_twice_and_prints_both_times() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var running =
            RunningStep.start(
                new ReadTimeout(), "--timeout", "300ms", "--connect", address(full))) {
      assertThat(running.exitCode.join()).isZero();
      assertThat(running.err.lines()).isEmpty();
      assertThat(running.out.lines()).hasSize(2);
      assertThat(running.out.lines().get(0)).startsWith("setSoTimeout alone: Socket closed after ");
      assertThat(running.out.lines().get(1))
          .startsWith("connect with a limit: Connect timed out after ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set all | keep-alive on, idle 10 s, interval 1 s, count 10",
        "--idle 2m --interval 3s --count 4 | keep-alive on, idle 120 s, interval 3 s, count 4",
        "--set on | keep-alive on, ",
        "--set NOTHING | keep-alive off, "
      })
  void keep_alive_prints_the_options_of_the_socket(String options, String printed)
      throws Exception {
    try (var running = RunningStep.server(new KeepAlive(), options.split(" "));
        var client = running.connect()) {
      assertThat(running.out.awaitLines(4).get(2))
          .startsWith("127.0.0.1:" + client.getLocalPort() + ": " + printed);
    }
  }

  @Test
  void keep_alive_works_without_ss() throws Exception {
    var command = new ArrayList<>(List.of("env", "PATH=/nowhere"));
    command.addAll(StepCommand.of("keep-alive", "--port", "0"));
    try (var process = TestProcess.program(command.toArray(String[]::new));
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLine(
          "127.0.0.1:"
              + client.getLocalPort()
              + ": ss shows nothing: it is not installed (package iproute2)");
    }
  }

  @Test
  void no_delay_measures_its_own_client() throws Exception {
    try (var server = RunningStep.server(new NoDelay(), "--rounds", "2");
        var client = RunningStep.start(new NoDelay(), "--receive", "127.0.0.1:" + server.port())) {
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.err.lines()).isEmpty();
      assertThat(client.out.lines())
          .hasSize(6)
          .allMatch(line -> line.replaceAll("[^A-Z]", "").equals("ABC"));
      var lines = server.out.awaitLines(2 + 6);
      // On a busy machine the first response may take longer than a second.
      assertThat(lines.get(2)).contains("answer");
      assertThat(lines.subList(3, 8)).allMatch(line -> line.contains(": answered after "));
      assertThat(server.err.lines()).isEmpty();
    }
  }

  @Test
  @LinuxErrorText
  void a_server_without_free_file_descriptors_echoes_again_later() throws Exception {
    try (var process = TestProcess.stepWithDescriptors(60, "idle-timeout", "--port", "0")) {
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 70; i++) {
        clients.add(new Socket("127.0.0.1", process.port()));
      }
      process.err.awaitLines(1);
      for (var client : clients) {
        SocketPair.reset(client);
      }
      await().until(() -> isEchoed(process));
      assertThat(process.err.lines())
          .contains("accept: Too many open files; new connections wait in the backlog")
          .allMatch(line -> line.matches("accept: Too many .*|connection .*: Connection reset"));
    }
  }

  private static boolean isEchoed(TestProcess process) throws IOException {
    try (var client = new Socket("127.0.0.1", process.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write('.');
      return client.getInputStream().read() == '.';
    } catch (SocketException _) {
      return false; // no descriptor is free yet
    }
  }

  /** A step's server on any free port, in a JVM of its own. */
  private static TestProcess server(String step) throws IOException {
    return TestProcess.step((step + " --port 0").split(" "));
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static String address(ServerSocket listener) {
    return "127.0.0.1:" + listener.getLocalPort();
  }
}
