package tcplessons.client;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of lesson 02 run from the command line: output, error lines and exit codes. */
class Lesson02Test {

  @ParameterizedTest
  @CsvSource({"reply-always, INT", "reply-always, TERM", "echo, INT"})
  void ctrl_c_stops_a_server_with_exit_code_0_and_without_an_error(String step, String signal)
      throws Exception {
    try (var process = TestProcess.step(step, "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLine("connect address : 127.0.0.1");
      process.signal(signal);
      assertStopped(process);
      client.setSoTimeout(20_000);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void ctrl_c_stops_the_tap_with_exit_code_0_and_without_an_error() throws Exception {
    try (var echo = RunningStep.server(new Echo());
        var process = startTap(echo.port());
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLines(2);
      process.signal("INT");
      assertStopped(process);
      assertThat(process.out.lines()).hasSize(2);
      client.setSoTimeout(20_000);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({"ticker, INT", "ticker, TERM", "console, INT", "console, TERM"})
  void ctrl_c_stops_a_client_with_exit_code_0_and_without_an_error(String step, String signal)
      throws Exception {
    try (var server = RunningStep.server(new ReplyAlways());
        var process = TestProcess.step(step, "--port", "" + server.port())) {
      process.out.awaitLine(line -> line.endsWith(" test"));
      process.signal(signal);
      assertStopped(process);
      server.out.awaitLine("the client has ended");
      assertThat(server.err.lines()).isEmpty();
    }
  }

  @Test
  void ctrl_c_stops_a_connect_that_waits_for_the_handshake() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp6")), "no /proc/net/tcp6 to look at");
    try (var full = listen();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var process =
            TestProcess.step(
                "connect",
                "--host",
                "127.0.0.1",
                "--port",
                "" + full.getLocalPort(),
                "--timeout",
                "60s")) {
      await().until(() -> hasSentSyn(full.getLocalPort()));
      process.signal("INT");
      assertStopped(process);
      assertThat(process.out.lines()).isEmpty();
    }
  }

  private static void assertStopped(TestProcess process) throws InterruptedException {
    assertThat(process.exitCode()).isZero();
    assertThat(process.err.lines()).isEmpty();
  }

  /** Whether a socket is in the state SYN-SENT (02) and connects to this port: proc(5). */
  private static boolean hasSentSyn(int port) throws IOException {
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
  @CsvSource({"reply-always, --port", "echo, --port", "tap, --port", "tap, --listen"})
  void a_port_that_is_in_use_prints_one_error_line_that_says_what_to_try_and_exits_with_code_1(
      String step, String option) throws Exception {
    try (var listener = listen()) {
      int port = listener.getLocalPort();
      assertFails(
          CliResult.of(step, option, "" + port, "--host", "127.0.0.1"),
          "cannot listen on 127.0.0.1, port %d: Address already in use.".formatted(port),
          "ss -ltnp");
    }
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(strings = {"connect", "ticker", "console"})
  void a_refused_connection_prints_one_error_line_and_exits_with_code_1(String step)
      throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"))) {
      var port = "" + elsewhere.getLocalPort();
      assertFails(
          CliResult.of(step, "--host", "127.0.0.2", "--port", port),
          "cannot connect to 127.0.0.2, port " + port + ": 127.0.0.2: Connection refused.",
          "ss -ltn");
    }
  }

  @Test
  void an_unknown_host_prints_one_error_line_and_exits_with_code_1() throws Exception {
    assertFails(
        CliResult.of("connect", "--host", "no-such-host.invalid"),
        "cannot connect to no-such-host.invalid, port 5000: unknown host");
  }

  @Test
  void a_handshake_that_gets_no_response_prints_one_error_line_and_exits_with_code_1()
      throws Exception {
    try (var full = listen();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort())) {
      var port = "" + full.getLocalPort();
      assertFails(
          CliResult.of("connect", "--host", "127.0.0.1", "--port", port, "--timeout", "300ms"),
          "cannot connect to 127.0.0.1, port " + port,
          "timed out");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ticker --interval 5      | '5' is not a time from 1ms to 24h, such as 500ms, 1.5s or 2m",
        "connect --timeout 0s     | '0s' is not a time from 1ms to 24h",
        "console --timeout        | Missing required parameter for option '--timeout'",
        "tap --listen 65536       | '65536' is not a port (0 to 65535)",
        "tap --to nonsense        | 'nonsense' is not NAME:PORT",
        "tap --to \t:5000 --help  | '\t:5000' is not NAME:PORT",
        "tap --to localhost:99999 | '99999' is not a port (0 to 65535)",
        "tap --reset-after many   | 'many' is not a long",
      })
  void wrong_usage_prints_one_error_line_and_exits_with_code_2(String arguments, String message)
      throws Exception {
    var result = CliResult.of(arguments.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().contains(message, "--help");
  }

  @Test
  void the_help_of_the_tap_shows_its_defaults() throws Exception {
    var help = String.join("\n", CliResult.of("tap", "--help").out());
    assertThat(help)
        .contains("--listen", "--to", "--drip", "--delay", "--coalesce", "--reset-after")
        .contains("(5001)", "(localhost:5000)", "(5s)");
  }

  @Test
  @LinuxErrorText
  void ticker_that_keeps_writing_exits_with_1_and_broken_pipe() throws Exception {
    try (var ticker = ConnectedStep.start(new Ticker(), "--keep-writing")) {
      ticker.receive("testing~");
      ticker.send("test");
      ticker.server.close();
      ticker.awaitFailure("Broken pipe");
      assertThat(ticker.out.lines())
          .containsExactly(
              "connect to server!",
              "receive: test",
              "disconnected.",
              "wrote after the end, and nobody objected");
    }
  }

  @Test
  void console_exits_when_the_server_closes_while_standard_input_is_open() throws Exception {
    try (var listener = listen();
        var process = TestProcess.step("console", "--port", "" + listener.getLocalPort());
        var server = listener.accept()) {
      server.getInputStream().readNBytes(35);
      process.type("one line\n");
      assertThat(server.getInputStream().readNBytes(9)).asString().isEqualTo("one line\n");
      server.shutdownOutput(); // while System.in.read() waits for the next line
      assertThat(process.exitCode()).isZero();
      assertThat(process.out.lines())
          .containsExactly("client-> connected to server", "client-> connection is closed");
      assertThat(process.err.lines()).isEmpty();
    }
  }

  @Test
  void console_sends_fin_at_the_end_of_its_input_and_prints_the_remaining_responses()
      throws Exception {
    try (var listener = listen();
        var process = TestProcess.step("console", "--port", "" + listener.getLocalPort());
        var server = listener.accept()) {
      process.type("안녕하세요\n");
      process.endInput();
      assertThat(server.getInputStream().readAllBytes())
          .asString(UTF_8)
          .isEqualTo("Who needs a browser to communicate?안녕하세요\n");
      server.getOutputStream().write("그래요\n".getBytes(UTF_8));
      server.shutdownOutput();
      assertThat(process.exitCode()).isZero();
      assertThat(process.out.lines())
          .containsExactly(
              "client-> connected to server", "client-> 그래요", "client-> connection is closed");
    }
  }

  @Test
  void korean_is_printed_as_korean_without_a_locale() throws Exception {
    try (var process = TestProcess.stepInAsciiLocale("reply-always", "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("안녕하세요".getBytes(UTF_8));
      process.out.awaitLine("안녕하세요");
    }
  }

  @Test
  @LinuxErrorText
  void a_server_without_free_file_descriptors_accepts_again_later() throws Exception {
    try (var process = TestProcess.stepWithDescriptors(60, "reply-always", "--port", "0")) {
      connectAndReset(process, 70);
      assertThat(process.err.lines())
          .contains("accept: Too many open files; new connections wait in the backlog")
          .allMatch(line -> line.matches("accept: Too many .*|connection .*: Connection reset"));
      assertThat(responds(process)).isTrue();
    }
  }

  @Test
  @LinuxErrorText
  void the_tap_resets_clients_for_which_it_has_no_free_file_descriptor() throws Exception {
    try (var echo = RunningStep.server(new Echo());
        var process =
            TestProcess.stepWithDescriptors(
                60, "tap", "--listen", "0", "--to", "127.0.0.1:" + echo.port())) {
      assertThat(responds(process)).isTrue();
      connectAndReset(process, 40); // each needs two descriptors
      assertThat(process.err.lines()).allMatch(line -> line.contains("Too many open files"));
      await().until(() -> responds(process));
    }
  }

  /** Opens this many connections at once, waits until the process prints an error, resets all. */
  private static void connectAndReset(TestProcess process, int count) throws IOException {
    var clients = new ArrayList<Socket>();
    for (int i = 0; i < count; i++) {
      clients.add(new Socket("127.0.0.1", process.port()));
    }
    process.err.awaitLines(1);
    for (var client : clients) {
      SocketPair.reset(client);
    }
  }

  private static boolean responds(TestProcess process) throws IOException {
    try (var client = new Socket("127.0.0.1", process.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write('.');
      return client.getInputStream().read() != -1;
    } catch (SocketException _) {
      return false; // it has no free descriptor yet
    }
  }

  private static TestProcess startTap(int serverPort) throws IOException {
    return TestProcess.step("tap", "--listen", "0", "--to", "127.0.0.1:" + serverPort);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  /** Exit code 1, and one line on stderr that begins and continues like this. */
  private static void assertFails(CliResult result, String start, String... parts) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().startsWith(start);
    assertThat(List.of(parts)).allMatch(result.err().getFirst()::contains);
  }
}
