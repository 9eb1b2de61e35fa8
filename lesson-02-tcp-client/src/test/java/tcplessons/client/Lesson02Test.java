package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import picocli.CommandLine;

/** The steps as a learner runs them: processes with a command line, three streams, an exit code. */
class Lesson02Test {

  @ParameterizedTest
  @CsvSource({"reply-always, INT", "reply-always, TERM", "echo, INT", "echo, TERM"})
  void ctrl_c_ends_a_server_with_exit_code_0_and_no_trace(String step, String signal)
      throws Exception {
    try (var process = Command.lesson(step, "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitLine("connect address : 127.0.0.1");
      process.signal(signal);
      endsQuietly(process);
      client.setSoTimeout(20_000);
      assertThat(client.getInputStream().read()).isEqualTo(-1); // ended, not left hanging
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ctrl_c_ends_the_tap_with_exit_code_0_and_no_trace(String signal) throws Exception {
    try (var echo = Running.echo();
        var process = Command.lesson("tap", "--listen", "0", "--to", "127.0.0.1:" + echo.port());
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitOut(lines -> lines.size() == 2);
      process.signal(signal);
      endsQuietly(process);
      assertThat(process.out()).hasSize(2);
      client.setSoTimeout(20_000);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({"ticker, INT", "ticker, TERM", "console, INT", "console, TERM"})
  void ctrl_c_ends_a_client_with_exit_code_0_and_no_trace(String step, String signal)
      throws Exception {
    try (var server = Running.replyAlways();
        var process = Command.lesson(step, "--port", "" + server.port())) {
      process.awaitOut(lines -> lines.stream().anyMatch(line -> line.endsWith(" test")));
      process.signal(signal);
      endsQuietly(process);
      server.out.awaitLine("the client has ended");
      assertThat(server.err.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ctrl_c_ends_a_connect_that_waits_for_its_handshake(String signal) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp6")), "no /proc/net/tcp6 to look at");
    try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var process =
            Command.lesson(
                "connect",
                "--host",
                "127.0.0.1",
                "--port",
                "" + full.getLocalPort(),
                "--timeout",
                "60s")) {
      await().atMost(Running.PATIENCE).until(() -> hasSentSyn(full.getLocalPort()));
      process.signal(signal);
      endsQuietly(process);
      assertThat(process.out()).isEmpty();
    }
  }

  private static void endsQuietly(Command process) throws InterruptedException {
    assertThat(process.exitCode()).isZero();
    assertThat(process.err()).isEmpty();
  }

  /** Whether some socket is in SYN-SENT (02) towards this port: proc(5). */
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
  @CsvSource({"reply-always, --port", "echo, --port", "tap, --listen"})
  void a_taken_port_is_one_line_that_says_what_to_try_and_exit_code_1(String step, String option)
      throws Exception {
    try (var first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = first.getLocalPort();
      try (var second = Command.lesson(step, option, "" + port, "--host", "127.0.0.1")) {
        fails(
            second,
            "cannot listen on 127.0.0.1, port %d: Address already in use.".formatted(port),
            "ss -ltnp");
        assertThat(second.out()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "ticker", "console"})
  void a_server_that_is_not_there_is_one_line_and_exit_code_1(String step) throws Exception {
    try (var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"))) {
      var port = "" + elsewhere.getLocalPort();
      try (var process = Command.lesson(step, "--host", "127.0.0.2", "--port", port)) {
        fails(
            process,
            "cannot connect to 127.0.0.2, port " + port + ": 127.0.0.2: Connection refused.",
            "ss -ltn");
        assertThat(process.out()).isEmpty();
      }
    }
  }

  @Test
  void an_unknown_host_is_one_line_and_exit_code_1() throws Exception {
    try (var process = Command.lesson("connect", "--host", "no-such-host.invalid")) {
      fails(process, "cannot connect to no-such-host.invalid, port 5000: unknown host");
    }
  }

  @Test
  void a_server_that_does_not_answer_is_one_line_and_exit_code_1() throws Exception {
    try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var process =
            Command.lesson("connect", "--port", "" + full.getLocalPort(), "--timeout", "300ms")) {
      fails(process, "cannot connect to localhost, port " + full.getLocalPort(), "timed out");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "reply-always --port abc  | 'abc' is not a port (0 to 65535)",
        "connect --nonsense       | Unknown option: '--nonsense'",
        "ticker --interval 5      | '5' is not a time, such as 200ms or 5s",
        "connect --timeout 0s     | '0s' is not a time, such as 200ms or 5s",
        "console --timeout        | Missing required parameter for option '--timeout'",
        "tap --to nonsense        | 'nonsense' is not NAME:PORT",
        "tap --to localhost:99999 | '99999' is not a port (0 to 65535)",
        "tap --reset-after many   | 'many' is not a long",
      })
  void wrong_usage_is_one_line_and_exit_code_2(String arguments, String complaint)
      throws Exception {
    try (var process = Command.lesson(arguments.split(" "))) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err()).singleElement().asString().contains(complaint, "--help");
    }
  }

  @Test
  void help_lists_the_steps() throws Exception {
    try (var process = Command.lesson("help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out())).contains(steps());
    }
  }

  @Test
  void an_unknown_step_lists_the_steps_with_exit_code_2() throws Exception {
    try (var process = Command.lesson("reply-twice")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err()).first().isEqualTo("no such step");
      assertThat(String.join("\n", process.err())).contains(steps());
    }
  }

  @Test
  void a_step_shows_its_help_with_exit_code_0() throws Exception {
    try (var process = Command.lesson("tap", "--help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out()))
          .contains("--listen", "--to", "--drip", "--delay", "--coalesce", "--reset-after");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "ticker", "reply-always", "console", "echo", "tap"})
  void every_step_has_help(String step) {
    var usage = new CommandLine(new Lesson02()).getSubcommands().get(step).getUsageMessage();
    assertThat(usage).contains("--port", "--host", "--help");
  }

  private static List<String> steps() {
    return List.of("connect", "ticker", "reply-always", "console", "echo", "tap");
  }

  @Test
  void connect_shows_both_ends_and_exits_with_0() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = Command.lesson("connect", "--port", "" + listener.getLocalPort());
        var server = listener.accept()) {
      assertThat(server.getInputStream().read()).isEqualTo(-1);
      assertThat(process.exitCode()).isZero();
      assertThat(process.out())
          .containsExactly(
              "connected to localhost/127.0.0.1:" + listener.getLocalPort(),
              "        from /127.0.0.1:" + server.getPort(),
              "closed");
    }
  }

  @Test
  void ticker_exits_with_0_when_the_server_ends() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = ticker(listener);
        var server = listener.accept()) {
      assertThat(server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      server.getOutputStream().write("안녕".getBytes(UTF_8)); // and LANG=C
      server.shutdownOutput();
      assertThat(process.exitCode()).isZero();
      assertThat(process.out())
          .containsExactly("connect to server!", "receive: 안녕", "disconnected.");
      assertThat(process.err()).isEmpty();
    }
  }

  @Test
  void ticker_exits_with_1_and_one_line_when_the_server_resets() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = ticker(listener);
        var server = listener.accept()) {
      process.awaitLine("connect to server!");
      Pair.reset(server);
      fails(process, "connection to localhost/127.0.0.1:", ": Connection reset");
      assertThat(process.out()).containsExactly("connect to server!");
    }
  }

  @Test
  void ticker_that_keeps_writing_exits_with_1_and_broken_pipe() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = ticker(listener, "--keep-writing")) {
      try (var server = listener.accept()) {
        assertThat(server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
        server.getOutputStream().write("test".getBytes(UTF_8));
      }
      fails(process, "connection to localhost/127.0.0.1:", ": Broken pipe");
      assertThat(process.out())
          .containsExactly(
              "connect to server!",
              "receive: test",
              "disconnected.",
              "wrote after the end, and nobody objected");
    }
  }

  private static Command ticker(ServerSocket listener, String... options) throws IOException {
    var words = new ArrayList<>(List.of("ticker", "--port", "" + listener.getLocalPort()));
    words.addAll(List.of(options));
    return Command.lesson(words.toArray(String[]::new));
  }

  @Test
  void console_exits_by_itself_when_the_server_ends_while_its_input_is_open() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = Command.lesson("console", "--port", "" + listener.getLocalPort());
        var server = listener.accept()) {
      server.getInputStream().readNBytes(35);
      process.type("one line\n");
      assertThat(server.getInputStream().readNBytes(9)).asString().isEqualTo("one line\n");
      server.shutdownOutput(); // and System.in.read() waits for the next line
      assertThat(process.exitCode()).isZero();
      assertThat(process.out())
          .containsExactly("client-> connected to server", "client-> connection is closed");
      assertThat(process.err()).isEmpty();
    }
  }

  @Test
  void console_ends_its_direction_with_its_input_and_prints_the_rest() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = Command.lesson("console", "--port", "" + listener.getLocalPort());
        var server = listener.accept()) {
      process.type("안녕하세요\n");
      process.endInput();
      assertThat(server.getInputStream().readAllBytes())
          .asString(UTF_8)
          .isEqualTo("Who needs a browser to communicate?안녕하세요\n");
      server.getOutputStream().write("그래요\n".getBytes(UTF_8));
      server.shutdownOutput();
      assertThat(process.exitCode()).isZero();
      assertThat(process.out())
          .containsExactly(
              "client-> connected to server", "client-> 그래요", "client-> connection is closed");
    }
  }

  @Test
  void korean_is_printed_as_korean_where_no_locale_is_set() throws Exception {
    try (var process = Command.lesson("reply-always", "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("안녕하세요".getBytes(UTF_8));
      process.awaitLine("안녕하세요");
    }
  }

  @Test
  void tap_can_be_told_to_drip_and_to_break_off() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = tap(listener, "--drip", "--reset-after", "3");
        var client = new Socket("127.0.0.1", process.port());
        var server = listener.accept()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(server.getInputStream().readNBytes(3)).asString().isEqualTo("tes");
      assertThatThrownBy(() -> server.getInputStream().read()).hasMessage("Connection reset");
      process.awaitOut(lines -> lines.getLast().endsWith(" s        tap         RST"));
    }
  }

  @Test
  void tap_can_be_told_to_wait_and_to_coalesce() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = tap(listener, "--delay", "100ms", "--coalesce");
        var client = new Socket("127.0.0.1", process.port());
        var server = listener.accept()) {
      long began = System.nanoTime();
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      assertThat(System.nanoTime() - began).isGreaterThan(300_000_000); // 200 ms pause + 100 ms
    }
  }

  @Test
  void a_crowd_that_takes_every_file_descriptor_is_survived() throws Exception {
    try (var process = Command.lessonWithDescriptors(60, "reply-always", "--port", "0")) {
      crowd(process, 70);
      assertThat(process.err())
          .contains("accept: Too many open files; new connections wait in the backlog")
          .allMatch(line -> line.matches("accept: Too many .*|connection .*: Connection reset"));
      assertThat(answered(process)).isTrue();
    }
  }

  @Test
  void the_tap_resets_those_for_whom_it_has_no_file_descriptor_left() throws Exception {
    try (var echo = Running.echo();
        var process =
            Command.lessonWithDescriptors(
                60, "tap", "--listen", "0", "--to", "127.0.0.1:" + echo.port())) {
      assertThat(answered(process)).isTrue();
      crowd(process, 40); // each takes two
      assertThat(process.err()).allMatch(line -> line.contains("Too many open files"));
      await().atMost(Running.PATIENCE).until(() -> answered(process));
    }
  }

  /** So many clients at once, until the process complains; then they all leave. */
  private static void crowd(Command process, int size) throws IOException {
    var clients = new ArrayList<Socket>();
    for (int i = 0; i < size; i++) {
      clients.add(new Socket("127.0.0.1", process.port()));
    }
    await().atMost(Running.PATIENCE).until(() -> !process.err().isEmpty());
    for (var client : clients) {
      Pair.reset(client);
    }
  }

  private static boolean answered(Command process) throws IOException {
    try (var client = new Socket("127.0.0.1", process.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write('.');
      return client.getInputStream().read() != -1;
    } catch (SocketException _) {
      return false; // it has no descriptor for us yet
    }
  }

  private static Command tap(ServerSocket upstream, String... options) throws IOException {
    var words = new ArrayList<>(List.of("tap", "--listen", "0"));
    words.addAll(List.of("--to", "127.0.0.1:" + upstream.getLocalPort()));
    words.addAll(List.of(options));
    return Command.lesson(words.toArray(String[]::new));
  }

  /** Exit code 1, and one line on stderr that says this. */
  private static void fails(Command process, String start, String... words)
      throws InterruptedException {
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.err()).singleElement().asString().startsWith(start);
    assertThat(List.of(words)).allMatch(process.err().getFirst()::contains);
  }
}
