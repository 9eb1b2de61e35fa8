package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of lesson 04 run from the command line: output, error lines and exit codes. */
class Lesson04Test {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String KOREAN =
      "GET /%ED%95%9C%EA%B8%80.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @ParameterizedTest
  @CsvSource({
    "hello, INT",
    "hello, TERM",
    "inspect, INT",
    "broken, TERM",
    "echo, INT",
    "files, INT",
    "files, TERM",
  })
  void ctrl_c_stops_a_step_with_exit_code_0_and_without_an_error(String step, String signal)
      throws Exception {
    try (var process = TestProcess.step(step, "--port", "0");
        var client = RawClient.connect(process)) {
      client.send(GET).read();
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err.lines()).isEmpty();
      client.readUntilEof(); // returns: the connection is closed
    }
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(strings = {"hello", "inspect", "broken", "echo", "files"})
  void a_port_that_is_in_use_prints_one_error_line_that_says_what_to_try_and_exits_with_code_1(
      String step) throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = listener.getLocalPort();
      var result = CliResult.of(step, "--port", "" + port, "--host", "127.0.0.1");
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 127.0.0.1, port " + port + ": Address already in use.")
          .contains("ss -ltnp");
    }
  }

  @Test
  void a_folder_that_does_not_exist_prints_one_error_line_and_exits_with_code_1(
      @TempDir Path folder) throws Exception {
    var missing = folder.resolve("missing").toString();
    var result = CliResult.of("files", "--port", "0", "--root", missing);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .containsExactly("cannot serve " + missing + ": there is no such folder. Another: --root");
  }

  @Test
  void a_locale_that_cannot_encode_korean_file_names_prints_one_error_line(@TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("한글.txt"), "here");
    try (var process =
            TestProcess.stepInAsciiLocale("files", "--port", "0", "--root", folder.toString());
        var client = RawClient.connect(process)) {
      assertThat(client.send(KOREAN).readResponse().code()).isEqualTo("404");
      assertThat(process.err.lines())
          .containsExactly(
              "files whose names are not ASCII are not found: the system's locale (LANG) cannot"
                  + " encode them; start with LC_ALL=C.UTF-8");
    }
    try (var process = TestProcess.step("files", "--port", "0", "--root", folder.toString());
        var client = RawClient.connect(process)) {
      assertThat(client.send(KOREAN).readResponse().body()).isEqualTo("here");
      assertThat(process.err.lines()).isEmpty();
    }
  }

  @Test
  void a_folder_whose_name_the_locale_cannot_encode_prints_one_error_line_and_exits_with_code_2()
      throws Exception {
    try (var process = TestProcess.stepInAsciiLocale("files", "--port", "0", "--root", "한글")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err.lines())
          .singleElement()
          .asString()
          .contains("--root", "cannot be encoded", "LC_ALL=C.UTF-8");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "echo --head-time 5       | '5' is not a time from 1ms to 24h, such as 500ms, 1.5s or 2m",
        "echo --idle-time 0s      | '0s' is not a time from 1ms to 24h",
        "echo --connections 0     | '0' is not a number (1 to 999999)",
        "broken --fault nonsense  | 'nonsense' is none of [indent, leading-newline, wrong-length",
        "files --root             | Missing required parameter for option '--root'",
      })
  void a_wrong_value_prints_one_error_line_and_exits_with_code_2(String arguments, String message)
      throws Exception {
    var result = CliResult.of(arguments.split(" +"));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().contains(message, "--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "inspect", "broken", "echo", "files"})
  void the_help_of_every_step_shows_the_limits_and_their_defaults(String step) throws Exception {
    assertThat(String.join(" ", CliResult.of(step, "--help").out()).replaceAll(" +", " "))
        .contains("--host", "--backlog")
        .contains("--connections=N Connections at once; more wait (1000).")
        .contains("--idle-time=TIME For the next request to begin, such as 500ms (15s).");
  }

  @Test
  void a_limit_can_be_set() throws Exception {
    try (var running = RunningStep.server(new Echo(), "--head-time", "200ms");
        var client = RawClient.connect(running)) {
      assertThat(client.send("GET").readResponse().code()).isEqualTo("408");
      running.out.awaitLine("refused: it takes too long to come -> 408 Request Timeout");
    }
  }

  @Test
  void a_quiet_server_prints_its_port_only() throws Exception {
    try (var running = RunningStep.server(new Hello(), "--quiet");
        var client = RawClient.connect(running)) {
      client.send(GET).readResponse();
      client.send(GET).readResponse();
      assertThat(running.out.lines()).containsExactly("listen on port " + running.port());
    }
  }

  @Test
  void faults_can_be_combined() throws Exception {
    try (var running = RunningStep.server(new Broken(), "--fault", "not-http,bare-lf");
        var client = RawClient.connect(running)) {
      assertThat(client.send(GET).readUntilEof()).isEqualTo("test");
      running.out.awaitLine("GET / -> [bare-lf, not-http]"); // in the order of their effect
    }
  }

  @Test
  void files_listens_on_the_loopback_address_only(@TempDir Path folder) throws Exception {
    LoopbackAddresses.assumeSeveral();
    Files.writeString(folder.resolve("index.html"), "here");
    try (var running = RunningStep.server(new FileServer(), "--root", folder.toString())) {
      try (var client = RawClient.connect(running)) {
        assertThat(client.send(GET).readResponse().body()).isEqualTo("here");
      }
      assertThat(running.out.lines())
          .startsWith(
              "http://localhost:" + running.port() + "/ until Ctrl-C",
              "listen on port " + running.port());
      try (var other = new ServerSocket(running.port(), 1, InetAddress.getByName("127.0.0.2"))) {
        assertThat(other.isBound()).isTrue(); // the port is free at this address
      }
    }
  }

  @Test
  @LinuxErrorText
  void a_server_whose_file_descriptors_are_used_up_serves_again_later() throws Exception {
    try (var process = TestProcess.stepWithDescriptors(60, "hello", "--port", "0")) {
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 70; i++) {
        clients.add(RawClient.connect(process));
      }
      process.err.awaitLine("accept: Too many open files; new connections wait in the backlog");
      assertThat(clients.getFirst().send(GET).readResponse().code()).isEqualTo("200");
      for (var client : clients) {
        client.reset();
      }
      await().until(() -> responds(process));
      process.signal("TERM");
      assertThat(process.exitCode()).isZero();
    }
  }

  private static boolean responds(TestProcess process) throws IOException {
    try (var client = RawClient.connect(process)) {
      return client.send(GET).read() != -1;
    } catch (SocketException _) {
      return false; // the server has no free descriptor yet
    }
  }
}
