package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static picocli.CommandLine.populateCommand;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of lesson 05 run from the command line: output, error lines and exit codes. */
class Lesson05Test {

  @ParameterizedTest
  @CsvSource({
    "broadcast, INT",
    "broadcast, TERM",
    "broadcast --naive, INT",
    "chat, INT",
    "chat, TERM",
    "cluster --bind 127.0.0.1:PORT, TERM"
  })
  void ctrl_c_stops_a_server_with_exit_code_0_and_prints_the_last_lines(String step, String signal)
      throws Exception {
    var command = step.replace("PORT", "" + TestCluster.freePort()) + " --port 0";
    try (var process = TestProcess.step(command.split(" "));
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLine(line -> line.startsWith("127.0.0.1:"));
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err.lines()).isEmpty();
      assertThat(process.out.lines()).last().asString().matches(".* left(, 0 here)?");
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // returns: the connection is closed
    }
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(strings = {"broadcast", "broadcast --naive", "chat"})
  void a_port_that_is_in_use_prints_one_error_line_that_says_what_to_try_and_exits_with_code_1(
      String step) throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = listener.getLocalPort();
      var result = CliResult.of((step + " --host 127.0.0.1 --port " + port).split(" "));
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 127.0.0.1, port " + port + ": Address already in use.")
          .contains("ss -ltnp", "--port N");
    }
  }

  @Test
  @LinuxErrorText
  void an_address_of_another_machine_prints_one_error_line_and_exits_with_code_1()
      throws Exception {
    var result = CliResult.of("broadcast", "--host", "192.0.2.1", "--port", "0");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("cannot listen on 192.0.2.1, port 0: Cannot assign requested address.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          broadcast --max-queued 10       | '10' is not a size
          broadcast --max-queued 1k       | '1k' is not a size
          broadcast --behind 63k          | '63k' is not a size
          chat --clients 0                | '0' is not a number of clients
          chat --naive                    | Unknown option: '--naive'
          cluster --peers localhost       | 'localhost' is not HOST:PORT
          cluster --bind 127.0.0.1:x      | 'x' is not a port
          cluster --bind no-such.invalid  | 'no-such.invalid' is an unknown host
          """)
  void a_wrong_value_of_an_option_prints_one_error_line_and_exits_with_code_2(
      String arguments, String message) throws Exception {
    var result = CliResult.of(arguments.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().contains(message, "--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"broadcast", "chat", "cluster"})
  void the_help_shows_max_queued_and_hides_its_former_name(String step) throws Exception {
    var help = String.join("\n", CliResult.of(step, "--help").out());
    assertThat(help)
        .contains(
            "--host", "--max-queued", "(1m)", "--clients", "(10000)", "--stall-timeout", "(5s)")
        .doesNotContain("--behind");
  }

  @Test
  void the_former_name_of_max_queued_sets_the_same_limit() {
    assertThat(maxQueuedBytes()).isEqualTo(1024 * 1024);
    assertThat(maxQueuedBytes("--max-queued", "64k")).isEqualTo(64 * 1024);
    assertThat(maxQueuedBytes("--behind", "64k")).isEqualTo(64 * 1024);
    assertThat(maxQueuedBytes("--behind", "999m")).isEqualTo(999 * 1024 * 1024);
  }

  private static int maxQueuedBytes(String... arguments) {
    return populateCommand(new Broadcast(), arguments).limits.maxQueuedBytes();
  }

  @Test
  void korean_is_printed_as_korean_without_a_locale() throws Exception {
    try (var process = TestProcess.stepInAsciiLocale("chat", "--port", "0");
        var a = ChatClient.join(process.port());
        var b = ChatClient.join(process.port())) {
      a.readLine();
      b.send("/name 민지");
      assertThat(a.readLine()).isEqualTo("* guest-2 is now 민지");
      b.send("안녕하세요");
      assertThat(a.readLine()).isEqualTo("민지: 안녕하세요");
      b.send("/quit");
      process.out.awaitLine("민지 left");
    }
  }

  @Test
  void broadcast_listens_on_ipv4_only_and_naive_broadcast_on_ipv6_too() throws Exception {
    assumeTrue(TestProcess.isInstalled("ss"), "ss is not installed");
    try (var broadcast = RunningStep.server(new Broadcast());
        var naive = RunningStep.server(new Broadcast(), "--naive")) {
      assertThat(listener(broadcast.port())).contains(" 0.0.0.0:" + broadcast.port() + " ");
      assertThat(listener(naive.port())).contains(" *:" + naive.port() + " ");
    }
  }

  @Test
  void prefer_ipv4_stack_makes_every_listener_ipv4_only() throws Exception {
    assumeTrue(TestProcess.isInstalled("ss"), "ss is not installed");
    var option = List.of("-Djava.net.preferIPv4Stack=true");
    try (var naive =
        JvmProcess.start(
            List.of(), option, Lesson05.class, "broadcast", "--port", "0", "--naive")) {
      assertThat(listener(naive.port())).contains(" 0.0.0.0:" + naive.port() + " ");
    }
  }

  private static String listener(int port) throws Exception {
    try (var ss = TestProcess.program("ss", "-H", "-l", "-t", "-n", "sport = :" + port)) {
      assertThat(ss.exitCode()).isZero();
      return String.join("\n", ss.out.lines());
    }
  }

  @Test
  @LinuxErrorText
  void a_server_without_free_file_descriptors_accepts_again_when_clients_have_left()
      throws Exception {
    try (var process = TestProcess.stepWithDescriptors(60, "broadcast", "--port", "0")) {
      int port = process.port();
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 70; i++) {
        clients.add(new Socket("127.0.0.1", port));
      }
      assertThat(process.err.awaitLines(1))
          .contains("accept: Too many open files; new connections wait in the backlog");
      for (var client : clients) {
        TestSockets.reset(client);
      }
      await().ignoreExceptions().until(() -> canSend(port));
    }
  }

  private static boolean canSend(int port) throws IOException {
    try (var receiver = new Socket("127.0.0.1", port);
        var sender = new Socket("127.0.0.1", port)) {
      receiver.setSoTimeout(1000);
      sender.getOutputStream().write("x".getBytes(UTF_8));
      return receiver.getInputStream().read() == 'x';
    } catch (SocketException _) {
      return false; // the server has no free descriptor yet
    }
  }

  @ParameterizedTest
  @CsvSource({"::1, ::1, 0", "[::1], ::1, 0", "[::1]:7801, ::1, 7801", "127.0.0.1:1, 127.0.0.1, 1"})
  void a_server_address_may_be_ipv6_with_or_without_brackets(String text, String host, int port) {
    assertThat(new ServerAddress.OptionalPortConverter().convert(text))
        .isEqualTo(new InetSocketAddress(host, port));
  }
}
