package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of lesson 01 run from the command line: output, error lines and exit codes. */
class Lesson01Test {

  private static final String ACCEPTED = "(hello|connect address :|connection:) .*";

  @ParameterizedTest
  @CsvSource({"reply-once, INT", "hello, INT", "lifecycle, INT", "reply-once, TERM"})
  void ctrl_c_stops_a_step_with_exit_code_0_and_without_an_error(String step, String signal)
      throws Exception {
    try (var process = TestProcess.step(step, "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLine(line -> line.matches(ACCEPTED));
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err.lines()).isEmpty();
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // returns: the connection is closed
    }
  }

  @Test
  void the_last_lines_of_a_stopped_step_are_printed() throws Exception {
    try (var process = TestProcess.step("lifecycle", "--port", "0")) {
      process.port();
      process.signal("INT");
      assertThat(process.exitCode()).isZero();
      assertThat(process.out.lines()).last().isEqualTo("close: server closed");
    }
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(strings = {"reply-once", "hello", "lifecycle"})
  void a_port_that_is_in_use_prints_one_error_line_that_says_what_to_try_and_exits_with_code_1(
      String step) throws Exception {
    try (var listener = new ServerSocket(0)) {
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
    var result = CliResult.of("hello", "--host", "no-such-host.invalid");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("cannot listen on no-such-host.invalid, port 23452: unknown host");
  }

  @Test
  void an_ipv6_address_on_a_machine_without_ipv6_prints_one_error_line_and_exits_with_code_1()
      throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classPath = System.getProperty("java.class.path");
    var noIpv6 = "-Djava.net.preferIPv4Stack=true";
    var lesson = Lesson01.class.getName();
    try (var process =
        TestProcess.program(
            java, noIpv6, "-cp", classPath, lesson, "hello", "--host", "::1", "--port", "0")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.err.lines())
          .singleElement()
          .asString()
          .startsWith("cannot listen on ::1, port 0: ")
          .endsWith(". An IPv4 address: --host 127.0.0.1");
    }
  }

  @Test
  void a_step_that_maven_started_ends_when_maven_has_been_killed() throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classPath = System.getProperty("java.class.path");
    var lesson = Lesson01.class.getName();
    var shell = new String[] {"sh", "-c", "\"$@\" & wait", "sh"};
    var step = new String[] {java, "-Dend.with.parent=true", "-cp", classPath, lesson, "hello"};
    var command = Stream.of(shell, step, new String[] {"--port", "0"}).flatMap(Stream::of);
    try (var parent = TestProcess.program(command.toArray(String[]::new))) {
      int port = parent.port();
      parent.signal("KILL");
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                  .isInstanceOf(ConnectException.class));
    }
  }

  @Test
  void korean_is_printed_as_korean_without_a_locale() throws Exception {
    try (var process = TestProcess.stepInAsciiLocale("reply-once", "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("안녕하세요".getBytes(UTF_8));
      process.out.awaitLine("안녕하세요");
    }
  }

  @Test
  @LinuxErrorText
  void a_server_without_free_file_descriptors_serves_its_clients_and_accepts_again_later()
      throws Exception {
    var clients = new ArrayList<Socket>();
    try (var process = TestProcess.stepWithDescriptors(60, "reply-once", "--port", "0")) {
      try {
        for (int i = 0; i < 100; i++) {
          clients.add(new Socket("127.0.0.1", process.port()));
        }
        assertThat(process.err.awaitLines(1))
            .containsExactly("accept: Too many open files; new connections wait in the backlog");

        var first = clients.removeFirst();
        try (first) {
          assertThat(request(first)).isEqualTo("test"); // accepted before
        }
        var last = clients.removeLast();
        for (var client : clients) {
          client.close();
        }
        try (last) {
          assertThat(request(last)).isEqualTo("test"); // the last one in the backlog
        }
      } finally {
        for (var client : clients) {
          client.close();
        }
      }
    }
  }

  private static String request(Socket client) throws Exception {
    client.setSoTimeout(20_000);
    client.getOutputStream().write("testing~".getBytes(UTF_8));
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }
}
