package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps as a learner runs them: processes with a command line, two streams, an exit code. */
class Lesson01Test {

  private static final String ACCEPTED = "(hello|connect address :|connection:) .*";

  @ParameterizedTest
  @CsvSource({"reply-once, INT", "hello, INT", "lifecycle, INT", "reply-once, TERM"})
  void ctrl_c_ends_a_step_with_exit_code_0_and_no_trace(String step, String signal)
      throws Exception {
    try (var process = Command.lesson(step, "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      await().until(() -> process.out().stream().anyMatch(line -> line.matches(ACCEPTED)));
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // ended, not left hanging
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply-once", "hello", "lifecycle"})
  void a_taken_port_is_one_line_that_says_what_to_try_and_exit_code_1(String step)
      throws Exception {
    try (var first = Command.lesson("hello", "--port", "0", "--host", "127.0.0.1");
        var second = Command.lesson(step, "--port", "" + first.port(), "--host", "127.0.0.1")) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.out()).isEmpty();
      assertThat(second.err())
          .singleElement()
          .asString()
          .startsWith(
              "cannot listen on 127.0.0.1, port " + first.port() + ": Address already in use.")
          .contains("ss -ltnp", "--port");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--port abc     | 'abc' is not a port (0 to 65535)",
        "--port 65536   | '65536' is not a port (0 to 65535)",
        "--port -1      | '-1' is not a port (0 to 65535)",
        "--port         | Missing required parameter for option '--port'",
        "--nonsense     | Unknown option: '--nonsense'",
      })
  void wrong_usage_is_one_line_and_exit_code_2(String arguments, String complaint)
      throws Exception {
    var words = new ArrayList<>(List.of("reply-once"));
    words.addAll(List.of(arguments.split(" ")));
    try (var process = Command.lesson(words.toArray(String[]::new))) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err()).singleElement().asString().contains(complaint, "--help");
    }
  }

  @Test
  void an_unknown_host_is_one_line_and_exit_code_1() throws Exception {
    try (var process = Command.lesson("hello", "--host", "no-such-host.invalid")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.err())
          .singleElement()
          .asString()
          .startsWith("cannot listen on no-such-host.invalid, port 23452: unknown host");
    }
  }

  @Test
  void help_lists_the_steps() throws Exception {
    try (var process = Command.lesson("help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out())).contains("reply-once", "hello", "lifecycle");
    }
  }

  @Test
  void an_unknown_step_lists_the_steps_with_exit_code_2() throws Exception {
    try (var process = Command.lesson("reply-twice")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err()).first().isEqualTo("no such step");
      assertThat(String.join("\n", process.err())).contains("reply-once", "hello", "lifecycle");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply-once", "hello", "lifecycle"})
  void every_step_has_help(String step) throws Exception {
    try (var process = Command.lesson(step, "--help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out())).contains("--port", "--host", "--help");
    }
  }

  @Test
  void korean_is_printed_as_korean_where_no_locale_is_set() throws Exception {
    try (var process = Command.lesson("reply-once", "--port", "0");
        var client = new Socket("127.0.0.1", process.port())) {
      client.getOutputStream().write("안녕하세요".getBytes(UTF_8));
      await().until(() -> process.out().contains("안녕하세요"));
    }
  }

  @Test
  void running_out_of_file_descriptors_is_survived() throws Exception {
    var clients = new ArrayList<Socket>();
    try (var process = Command.lessonWithDescriptors(60, "reply-once", "--port", "0")) {
      try {
        for (int i = 0; i < 100; i++) {
          clients.add(new Socket("127.0.0.1", process.port()));
        }
        await().until(() -> !process.err().isEmpty());
        assertThat(process.err())
            .containsExactly("accept: Too many open files; new connections wait in the backlog");

        var first = clients.removeFirst();
        try (first) {
          assertThat(talk(first)).isEqualTo("test"); // those inside are served all the while
        }
        var last = clients.removeLast();
        for (var client : clients) {
          client.close();
        }
        try (last) {
          assertThat(talk(last)).isEqualTo("test"); // the last in the queue gets its turn
        }
      } finally {
        for (var client : clients) {
          client.close();
        }
      }
    }
  }

  private static String talk(Socket client) throws Exception {
    client.setSoTimeout(20_000);
    client.getOutputStream().write("testing~".getBytes(UTF_8));
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }
}
