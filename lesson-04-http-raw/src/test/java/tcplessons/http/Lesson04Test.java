package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps as a learner runs them: processes with a command line, two streams, an exit code. */
class Lesson04Test {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

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
  void ctrl_c_ends_a_server_with_exit_code_0_and_no_trace(String step, String signal)
      throws Exception {
    try (var process = Command.lesson(step, "--port", "0");
        var client = new RawClient(new Socket("127.0.0.1", process.port()))) {
      client.send(GET).read();
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
      client.readToTheEnd(); // ended, not left hanging
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "inspect", "broken", "echo", "files"})
  void a_taken_port_is_one_line_that_says_what_to_try_and_exit_code_1(String step)
      throws Exception {
    try (var first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
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
  void a_folder_that_is_not_there_is_one_line_and_exit_code_1(@TempDir Path folder)
      throws Exception {
    var nothing = folder.resolve("nothing").toString();
    try (var process = Command.lesson("files", "--port", "0", "--root", nothing)) {
      fails(process, "cannot serve " + nothing + ": there is no such folder", "--root");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hello --port abc         | 'abc' is not a port (0 to 65535)",
        "hello --port 65536       | '65536' is not a port (0 to 65535)",
        "echo --nonsense          | Unknown option: '--nonsense'",
        "echo --head-time 5       | '5' is not a time from 1ms to 24h, such as 500ms, 5s or 2m",
        "echo --idle-time 0s      | '0s' is not a time from 1ms to 24h",
        "echo --connections 0     | '0' is not a number (1 to 999999)",
        "broken --fault nonsense  | 'nonsense' is none of [indent, leading-newline, wrong-length",
        "files --root             | Missing required parameter for option '--root'",
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
    try (var process = Command.lesson("nonsense")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err()).first().isEqualTo("no such step");
      assertThat(String.join("\n", process.err())).contains(steps());
    }
  }

  private static List<String> steps() {
    return List.of("hello", "inspect", "broken", "echo", "files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "inspect", "broken", "echo", "files"})
  void every_step_has_help(String step) {
    var usage = new Lesson04().commandLine().getSubcommands().get(step).getUsageMessage();
    assertThat(usage).contains("--port", "--host", "--idle-time", "--help");
  }

  @Test
  void limits_can_be_chosen() throws Exception {
    try (var process = Command.lesson("echo", "--port", "0", "--head-time", "200ms");
        var client = new RawClient(new Socket("127.0.0.1", process.port()))) {
      assertThat(client.send("GET").answer().code()).isEqualTo("408");
      process.awaitLine("refused: it takes too long to come -> 408 Request Timeout");
    }
  }

  @Test
  void a_quiet_server_prints_its_port_and_nothing_more() throws Exception {
    try (var process = Command.lesson("hello", "--port", "0", "--quiet");
        var client = new RawClient(new Socket("127.0.0.1", process.port()))) {
      client.send(GET).answer();
      client.send(GET).answer();
      assertThat(process.out()).hasSize(1);
    }
  }

  @Test
  void faults_can_be_chosen_and_combined() throws Exception {
    try (var process = Command.lesson("broken", "--port", "0", "--fault", "bare-lf,not-http");
        var client = new RawClient(new Socket("127.0.0.1", process.port()))) {
      assertThat(client.send(GET).readToTheEnd()).isEqualTo("test");
      process.awaitLine("GET / -> [bare-lf, not-http]");
    }
  }

  @Test
  void files_listens_on_this_machine_only(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("index.html"), "here");
    try (var process = Command.lesson("files", "--port", "0", "--root", folder.toString())) {
      int port = process.port();
      try (var client = new RawClient(new Socket("127.0.0.1", port))) {
        assertThat(client.send(GET).answer().body()).isEqualTo("here");
      }
      try (var other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
        assertThat(other.isBound()).isTrue(); // nobody has it there
      }
    }
  }

  @Test
  void a_crowd_that_takes_every_file_descriptor_is_survived() throws Exception {
    try (var process = Command.lessonWithDescriptors(60, "hello", "--port", "0")) {
      assertThat(answered(process))
          .isTrue(); // now it has read its classes, which takes descriptors
      int port = process.port();
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 70; i++) {
        clients.add(new RawClient(new Socket("127.0.0.1", port)));
      }
      await().atMost(Running.PATIENCE).until(() -> !process.err().isEmpty());
      for (var client : clients) {
        client.reset();
      }
      await().atMost(Running.PATIENCE).until(() -> answered(process));
      assertThat(process.err())
          .contains("accept: Too many open files; new connections wait in the backlog");
      process.signal("TERM");
      assertThat(process.exitCode()).isZero();
    }
  }

  private static boolean answered(Command process) throws IOException {
    try (var client = new RawClient(new Socket("127.0.0.1", process.port()))) {
      return client.send(GET).read() != -1;
    } catch (SocketException _) {
      return false; // it has no descriptor for us yet
    }
  }

  /** Exit code 1, and one line on stderr that says this. */
  private static void fails(Command process, String start, String word)
      throws InterruptedException {
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.err()).singleElement().asString().startsWith(start).contains(word);
  }
}
