package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The steps as a learner runs them: processes with a command line, three streams, an exit code. */
class Lesson05Test {

  @ParameterizedTest
  @CsvSource({
    "broadcast, INT",
    "broadcast, TERM",
    "broadcast --naive, INT",
    "chat, INT",
    "chat, TERM",
    "cluster --bind 127.0.0.1:1, TERM"
  })
  void ctrl_c_ends_a_server_with_exit_code_0_and_no_trace(String step, String signal)
      throws Exception {
    var words = new ArrayList<>(List.of(step.split(" ")));
    if (words.contains("--bind")) {
      words.set(words.indexOf("--bind") + 1, "127.0.0.1:" + Cluster.freePort());
    }
    words.addAll(List.of("--port", "0"));
    try (var process = Command.lesson(words.toArray(String[]::new));
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitOut(lines -> lines.getLast().startsWith("127.0.0.1:"));
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
      client.setSoTimeout(20_000);
      client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"broadcast", "broadcast --naive", "chat"})
  void a_taken_port_is_one_line_that_says_what_to_try_and_exit_code_1(String step)
      throws Exception {
    try (var first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = first.getLocalPort();
      var words = new ArrayList<>(List.of(step.split(" ")));
      words.addAll(List.of("--host", "127.0.0.1", "--port", "" + port));
      try (var second = Command.lesson(words.toArray(String[]::new))) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
            .singleElement()
            .asString()
            .startsWith("cannot listen on 127.0.0.1, port " + port + ": Address already in use.")
            .contains("ss -ltnp", "--port N");
        assertThat(second.out()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          broadcast --port 70000          | '70000' is not a port
          broadcast --port abc            | 'abc' is not a port
          broadcast --behind 10           | '10' is not a size
          broadcast --behind 1k           | '1k' is not a size
          chat --clients 0                | '0' is not a number of clients
          chat --naive                    | Unknown option: '--naive'
          cluster --peers localhost       | 'localhost' is not HOST:PORT
          cluster --bind 127.0.0.1:x      | 'x' is not a port
          cluster --bind no-such.invalid  | 'no-such.invalid' is an unknown host
          """)
  void wrong_usage_is_one_line_and_exit_code_2(String arguments, String complaint)
      throws Exception {
    try (var process = Command.lesson(arguments.split(" "))) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err()).singleElement().asString().contains(complaint, "--help");
    }
  }

  @Test
  void an_address_of_somebody_else_is_one_line_and_exit_code_1() throws Exception {
    try (var process = Command.lesson("broadcast", "--host", "192.0.2.1", "--port", "0")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.err())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 192.0.2.1, port 0: Cannot assign requested address.");
    }
  }

  @Test
  void help_lists_the_steps() throws Exception {
    try (var process = Command.lesson("help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out())).contains("broadcast", "chat", "cluster");
    }
  }

  @Test
  void an_unknown_step_lists_the_steps_with_exit_code_2() throws Exception {
    try (var process = Command.lesson("shout")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err()).first().isEqualTo("no such step");
      assertThat(String.join("\n", process.err())).contains("broadcast", "chat", "cluster");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"broadcast", "chat", "cluster"})
  void every_step_has_help(String step) {
    var usage = new CommandLine(new Lesson05()).getSubcommands().get(step).getUsageMessage();
    assertThat(usage).contains("--port", "--host", "--behind", "--clients", "--help");
  }

  @Test
  void korean_is_spoken_where_no_locale_is_set() throws Exception {
    try (var process = Command.lesson("chat", "--port", "0");
        var a = Guest.joining(process.port());
        var b = Guest.joining(process.port())) {
      a.hears();
      b.says("/name 민지");
      assertThat(a.hears()).isEqualTo("* guest-2 is now 민지");
      b.says("안녕하세요");
      assertThat(a.hears()).isEqualTo("민지: 안녕하세요");
      b.says("/quit");
      process.awaitLine("민지 left");
    }
  }

  @Test
  void broadcast_listens_on_ipv4_alone_and_the_naive_one_on_ipv6_too() throws Exception {
    assumeTrue(Command.isInstalled("ss"), "ss is not installed");
    try (var ours = Command.lesson("broadcast", "--port", "0");
        var naive = Command.lesson("broadcast", "--port", "0", "--naive")) {
      assertThat(listener(ours.port())).contains(" 0.0.0.0:" + ours.port() + " ");
      assertThat(listener(naive.port())).contains(" *:" + naive.port() + " ");
    }
  }

  @Test
  void prefer_ipv4_stack_makes_every_listener_ipv4_alone() throws Exception {
    assumeTrue(Command.isInstalled("ss"), "ss is not installed");
    try (var naive =
        Command.lessonOn(
            "-Djava.net.preferIPv4Stack=true", "broadcast", "--port", "0", "--naive")) {
      assertThat(listener(naive.port())).contains(" 0.0.0.0:" + naive.port() + " ");
    }
  }

  private static String listener(int port) throws Exception {
    try (var ss = Command.of("ss", "-H", "-l", "-t", "-n", "sport = :" + port)) {
      assertThat(ss.exitCode()).isZero();
      return String.join("\n", ss.out());
    }
  }

  @Test
  void a_crowd_that_takes_every_file_descriptor_is_survived() throws Exception {
    try (var process = Command.lessonWithDescriptors(60, "broadcast", "--port", "0")) {
      // Then it has read its classes, which takes descriptors.
      await().atMost(Running.PATIENCE).ignoreExceptions().until(() -> isHeard(process));
      int port = process.port();
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 70; i++) {
        clients.add(new Socket("127.0.0.1", port));
      }
      await().atMost(Running.PATIENCE).until(() -> !process.err().isEmpty());
      for (var client : clients) {
        Pair.reset(client);
      }
      assertThat(process.err())
          .contains("accept: Too many open files; new connections wait in the backlog");
      await().atMost(Running.PATIENCE).ignoreExceptions().until(() -> isHeard(process));
    }
  }

  private static boolean isHeard(Command process) throws IOException {
    try (var a = new Socket("127.0.0.1", process.port());
        var b = new Socket("127.0.0.1", process.port())) {
      a.setSoTimeout(1000);
      b.getOutputStream().write("x".getBytes(UTF_8));
      return a.getInputStream().read() == 'x';
    } catch (SocketException _) {
      return false; // it has no descriptor for us yet
    }
  }
}
