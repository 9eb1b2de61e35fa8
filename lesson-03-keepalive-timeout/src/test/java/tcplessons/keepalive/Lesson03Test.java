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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** The steps as a learner runs them: processes with a command line, three streams, an exit code. */
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
  void ctrl_c_ends_a_server_with_exit_code_0_and_no_trace(String step, String signal)
      throws Exception {
    try (var process = server(step);
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitLine("127.0.0.1:" + client.getLocalPort() + ": connected");
      process.signal(signal);
      endsQuietly(process);
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // ended, not left hanging
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ctrl_c_ends_the_client_of_no_delay_with_exit_code_0_and_no_trace(String signal)
      throws Exception {
    try (var listener = listener();
        var process = Command.lesson("no-delay", "--receive", target(listener));
        var server = listener.accept()) {
      server.getOutputStream().write("ABC".getBytes(UTF_8));
      server.setSoTimeout(20_000);
      assertThat(server.getInputStream().read()).isEqualTo('!');
      process.signal(signal);
      endsQuietly(process);
      assertThat(process.out()).hasSize(1);
      assertThat(server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ctrl_c_ends_a_connect_that_waits_for_its_handshake(String signal) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp6")), "no /proc/net/tcp6 to look at");
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var process =
            Command.lesson("read-timeout", "--timeout", "1m", "--connect", target(full))) {
      await().atMost(Running.PATIENCE).until(() -> hasSentSyn(full.getLocalPort()));
      process.signal(signal);
      endsQuietly(process);
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
  @ValueSource(strings = {"idle-timeout", "read-timeout", "keep-alive", "no-delay"})
  void a_taken_port_is_one_line_that_says_what_to_try_and_exit_code_1(String step)
      throws Exception {
    try (var first = listener()) {
      int port = first.getLocalPort();
      try (var second = Command.lesson(step, "--port", "" + port, "--host", "127.0.0.1")) {
        fails(
            second,
            "cannot listen on 127.0.0.1, port %d: Address already in use.".formatted(port),
            "ss -ltnp");
        assertThat(second.out()).isEmpty();
      }
    }
  }

  @Test
  void an_unknown_local_host_is_one_line_and_exit_code_1() throws Exception {
    try (var process = Command.lesson("idle-timeout", "--host", "no-such-host.invalid")) {
      fails(process, "cannot listen on no-such-host.invalid, port 6001: unknown host");
    }
  }

  @Test
  void a_server_that_is_not_there_is_one_line_and_exit_code_1() throws Exception {
    try (var elsewhere = listener()) {
      var target = "127.0.0.2:" + elsewhere.getLocalPort();
      try (var process = Command.lesson("no-delay", "--receive", target)) {
        fails(process, "connection to /" + target + ": Connection refused");
        assertThat(process.out()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle-timeout --port abc", "keep-alive --nonsense", "no-delay --rounds"})
  void wrong_usage_is_one_line_and_exit_code_2(String arguments) throws Exception {
    try (var process = Command.lesson(arguments.split(" "))) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err())
          .singleElement()
          .asString()
          .startsWith(complaint(arguments.split(" ")) + ". Its options: mvn -q compile exec:exec@");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "idle-timeout --port abc | 'abc' is not a port (0 to 65535)",
        "idle-timeout --port 65536 | '65536' is not a port (0 to 65535)",
        "idle-timeout --port -1 | '-1' is not a port (0 to 65535)",
        "idle-timeout --timeout | Missing required parameter for option '--timeout'",
        "read-timeout --by word | expected one of [READ, EXACTLY, LINE]",
        "read-timeout --connect nonsense | 'nonsense' is not NAME:PORT",
        "keep-alive --nonsense | Unknown option: '--nonsense'",
        "keep-alive --set some | expected one of [NOTHING, ON, ALL]",
        "no-delay --receive localhost:99999 | '99999' is not a port (0 to 65535)",
        "no-delay --receive no-such-host.invalid:1 | 'no-such-host.invalid' is an unknown host",
      })
  void nonsense_gets_a_clear_answer_of_one_line(String arguments, String complaint) {
    assertThat(complaint(arguments.split(" "))).contains(complaint).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6000",
        "0ms",
        "0s",
        "-5s",
        "25h",
        "86400001ms",
        "1441m",
        "99999999h",
        "999999999999s",
        "5d",
        "1.5s",
        "5 s",
        "5S",
        "ms",
        "",
        "fünf s",
        "٥s"
      })
  void a_time_that_is_none_is_refused(String time) {
    assertThat(complaint("idle-timeout", "--timeout", time))
        .isEqualTo(
            "Invalid value for option '--timeout': '%s' is not a time from 1ms to 24h,"
                    .formatted(time)
                + " such as 500ms, 5s or 2m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ms", "500ms", "6s", "2m", "24h", "1440m", "86400000ms"})
  void a_time_with_its_unit_is_taken(String time) {
    assertThat(complaint("idle-timeout", "--timeout", time)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--idle, 1500ms",
    "--interval, 999ms",
    "--idle, 32768s",
    "--idle, 10h",
    "--interval, 547m"
  })
  void the_times_of_keep_alive_are_whole_seconds_that_the_kernel_takes(String option, String time) {
    assertThat(complaint("keep-alive", option, time))
        .isEqualTo(
            "Invalid value for option '%s': '%s' is not whole seconds (1s to 32767s)"
                .formatted(option, time));
  }

  @ParameterizedTest
  @CsvSource({"--idle, 1s", "--idle, 32767s", "--interval, 2000ms", "--interval, 9h"})
  void whole_seconds_are_taken_in_any_unit(String option, String time) {
    assertThat(complaint("keep-alive", option, time)).isEmpty();
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
    assertThat(complaint(step, option, count))
        .isEqualTo(
            "Invalid value for option '%s': '%s' is not a count (1 to 127)"
                .formatted(option, count));
    assertThat(complaint(step, option, "1")).isEmpty();
    assertThat(complaint(step, option, "127")).isEmpty();
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
    try (var process = Command.lesson("no-keep-alive")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err()).first().isEqualTo("no such step");
      assertThat(String.join("\n", process.err())).contains(steps());
    }
  }

  @Test
  void a_step_shows_its_help_with_exit_code_0() throws Exception {
    try (var process = Command.lesson("keep-alive", "--help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out()))
          .contains("--idle", "--interval", "--count", "--set", "10s", "1s");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle-timeout", "read-timeout", "keep-alive", "no-delay"})
  void every_step_has_help(String step) {
    var usage = new Lesson03().commandLine().getSubcommands().get(step).getUsageMessage();
    assertThat(usage).contains("--port", "--host", "--help");
  }

  private static List<String> steps() {
    return List.of("idle-timeout", "read-timeout", "keep-alive", "no-delay");
  }

  @Test
  void idle_timeout_says_goodbye_after_its_time() throws Exception {
    try (var process = server("idle-timeout --timeout 300ms --answer-after 100ms");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write('.');
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(".idle timeout..");
      process.awaitLine("127.0.0.1:" + client.getLocalPort() + ": idle for 300 ms, closed");
      assertThat(process.err()).isEmpty();
    }
  }

  // tag::garbage[]
  @ParameterizedTest
  @ValueSource(strings = {"idle-timeout", "read-timeout", "read-timeout --by line", "keep-alive"})
  void what_a_peer_sends_never_reaches_the_terminal_as_it_is(String step) throws Exception {
    try (var process = server(step);
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("\u001b[2J\u0007\u009b한\0\n".getBytes(UTF_8));
      client.shutdownOutput();
      process.awaitOut(lines -> lines.getLast().matches(".*(the end, after .*|by the client)"));
      assertThat(String.join("", process.out())).matches("[ -~\uFFFD]*");
      assertThat(process.err()).isEmpty();
    }
  }

  // end::garbage[]

  @Test
  void unprintable_bytes_are_shown_as_unknown_characters_where_no_locale_is_set() throws Exception {
    try (var process = server("read-timeout");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("\u001b[2J".getBytes(UTF_8));
      process.awaitOut(
          lines -> lines.stream().anyMatch(line -> line.startsWith("'\uFFFD[2J' after ")));
    }
  }

  @Test
  void read_timeout_can_be_told_to_connect_and_shows_both_limits() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var process =
            Command.lesson("read-timeout", "--timeout", "300ms", "--connect", target(full))) {
      endsQuietly(process);
      assertThat(process.out()).hasSize(2);
      assertThat(process.out().get(0)).startsWith("setSoTimeout alone: Socket closed after ");
      assertThat(process.out().get(1)).startsWith("connect with a limit: Connect timed out after ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep-alive | keep-alive on, idle 10 s, interval 1 s, count 10",
        "keep-alive --idle 2m --interval 3s --count 4 | keep-alive on, idle 120 s, interval 3 s, "
            + "count 4",
        "keep-alive --set on | keep-alive on, ",
        "keep-alive --set NOTHING | keep-alive off, "
      })
  void keep_alive_tells_what_is_in_force(String step, String options) throws Exception {
    try (var process = server(step);
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitOut(lines -> lines.size() == 4);
      assertThat(process.out().get(2))
          .startsWith("127.0.0.1:" + client.getLocalPort() + ": " + options);
    }
  }

  @Test
  void keep_alive_does_without_ss() throws Exception {
    try (var process = Command.lessonWithoutPath("keep-alive", "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitLine(
          "127.0.0.1:"
              + client.getLocalPort()
              + ": ss shows nothing: it is not installed (package iproute2)");
    }
  }

  @Test
  void no_delay_measures_its_own_client() throws Exception {
    try (var server = server("no-delay --rounds 2");
        var client = Command.lesson("no-delay", "--receive", "127.0.0.1:" + server.port())) {
      endsQuietly(client);
      assertThat(client.out())
          .hasSize(6)
          .allMatch(line -> line.replaceAll("[^A-Z]", "").equals("ABC"));
      server.awaitOut(lines -> lines.size() == 2 + 6);
      // The first answer may take a second on a busy machine: the client has only just started.
      assertThat(server.out().get(2)).contains("answer");
      assertThat(server.out().subList(3, 8)).allMatch(line -> line.contains(": answered after "));
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void a_crowd_that_takes_every_file_descriptor_is_survived() throws Exception {
    try (var process = Command.lessonWithDescriptors(60, "idle-timeout", "--port", "0")) {
      assertThat(answered(process))
          .isTrue(); // now it has read its classes, which takes descriptors
      int port = process.port();
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 70; i++) {
        clients.add(new Socket("127.0.0.1", port));
      }
      await().atMost(Running.PATIENCE).until(() -> !process.err().isEmpty());
      for (var client : clients) {
        Pair.reset(client);
      }
      await().atMost(Running.PATIENCE).until(() -> answered(process));
      assertThat(process.err())
          .contains("accept: Too many open files; new connections wait in the backlog")
          .allMatch(line -> line.matches("accept: Too many .*|connection .*: Connection reset"));
    }
  }

  private static boolean answered(Command process) throws IOException {
    try (var client = new Socket("127.0.0.1", process.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write('.');
      return client.getInputStream().read() == '.';
    } catch (SocketException _) {
      return false; // it has no descriptor for us yet
    }
  }

  /** A step's server on any free port. */
  private static Command server(String step) throws IOException {
    return Command.lesson((step + " --port 0").split(" "));
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static String target(ServerSocket listener) {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Exit code 1, and one line on stderr that says this. */
  private static void fails(Command process, String start, String... words)
      throws InterruptedException {
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.err()).singleElement().asString().startsWith(start);
    assertThat(List.of(words)).allMatch(process.err().getFirst()::contains);
  }

  /** What the command line says to this, or nothing if it takes it. */
  private static String complaint(String... arguments) {
    try {
      new Lesson03().commandLine().parseArgs(arguments);
      return "";
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }
}
