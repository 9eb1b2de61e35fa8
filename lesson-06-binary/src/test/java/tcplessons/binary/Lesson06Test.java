package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import picocli.CommandLine.ParameterException;

/** The steps as a learner runs them: processes with a command line, two streams, an exit code. */
class Lesson06Test {

  private static final String CONNECTED = "connect address : 127.0.0.1";

  @ParameterizedTest
  @CsvSource({
    "struct, INT",
    "struct, TERM",
    "struct --send --listen, INT",
    "bytes --receive, TERM",
    "text, INT",
    "frames, TERM"
  })
  void ctrl_c_ends_a_server_with_exit_code_0_and_no_trace(String arguments, String signal)
      throws Exception {
    try (var process = lesson(arguments + " --port 0");
        var client = new Socket("127.0.0.1", process.port())) {
      process.awaitLine(CONNECTED);
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // ended, not left hanging
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct --connect", "frames --send hello", "text --send=x"})
  void ctrl_c_ends_a_client_with_exit_code_0_and_no_trace(String arguments) throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = lesson(arguments + " --port " + listener.getLocalPort());
        var server = listener.accept()) {
      process.signal("INT");
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
      server.setSoTimeout(20_000);
      server.getInputStream().readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct", "struct --send --listen", "bytes --receive", "text", "frames"})
  void a_taken_port_is_one_line_that_says_what_to_try_and_exit_code_1(String arguments)
      throws Exception {
    try (var first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = first.getLocalPort();
      try (var second = lesson(arguments + " --host 127.0.0.1 --port " + port)) {
        fails(
            second,
            "cannot listen on 127.0.0.1, port %d: Address already in use.".formatted(port),
            "ss -ltnp");
        assertThat(second.out()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"struct --connect", "struct --send", "bytes", "text --send", "frames --send x"})
  void a_server_that_is_not_there_is_one_line_and_exit_code_1(String arguments) throws Exception {
    try (var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"))) {
      var port = "" + elsewhere.getLocalPort();
      try (var process = lesson(arguments + " --host 127.0.0.2 --port " + port)) {
        fails(
            process,
            "cannot connect to 127.0.0.2, port " + port + ": Connection refused.",
            "ss -ltn");
        assertThat(process.out()).isEmpty();
      }
    }
  }

  @Test
  void an_unknown_host_is_one_line_and_exit_code_1() throws Exception {
    try (var process = lesson("bytes --host no-such-host.invalid")) {
      fails(process, "cannot connect to no-such-host.invalid, port 8000: unknown host");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "struct --port abc | 'abc' is not a port (0 to 65535)",
        "struct --connect nonsense | 'nonsense' is not HOST:PORT",
        "struct --send nonsense | 'nonsense' is not a struct such as A,300,hello",
        "struct --listen | --listen goes with --send, and not with --connect",
        "text --send a --send-every-byte | --send or --send-every-byte, not both",
        "bytes --port 0 | port 0 is for listening",
        "frames --max-frame 4 --send hello | 5 bytes of text are more than --max-frame 4",
      })
  void wrong_usage_is_one_line_and_exit_code_2(String arguments, String complaint)
      throws Exception {
    try (var process = lesson(arguments)) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err()).singleElement().asString().contains(complaint, "--help");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "struct --port 65536 | '65536' is not a port (0 to 65535)",
        "struct --nonsense | Unknown option: '--nonsense'",
        "struct --way guess | expected one of [BUFFER, LAYOUT, STREAM]",
        "struct --idle-timeout 5 | '5' is not a time, such as 200ms or 5s",
        "text --idle-timeout 0s | '0s' leaves no time for anything",
        "text --cut 0 | '0' is not a number of bytes (1 to 2147483647)",
        "text --send \uFFFD | the text cannot be read; set a UTF-8 locale (LANG)",
        "bytes --values 1,x | 'x' is not an int",
        "frames --max-frame -1 | '-1' is not a number of bytes (0 to 536870912)",
        "frames --max-frame 9999999999 | '9999999999' is not a number of bytes (0 to 536870912)",
        "frames --send | Missing required parameter for option '--send'",
      })
  void nonsense_gets_a_clear_answer_of_one_line(String arguments, String complaint) {
    assertThatThrownBy(() -> new Lesson06().commandLine().parseArgs(arguments.split(" ")))
        .isInstanceOf(ParameterException.class)
        .message()
        .contains(complaint)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--send=A,2147483648,",
        "--send=A,1,sixteen_letters_",
        "--send=AB,1,x",
        "--send=한,1,x",
        "--connect=a:70000",
        "--connect=:1",
        "--connect=a:0"
      })
  void nonsense_in_a_value_that_may_be_left_out_has_exit_code_2(String argument) {
    assertThat(new Lesson06().commandLine().execute("struct", argument)).isEqualTo(2);
  }

  @Test
  void help_lists_the_steps() throws Exception {
    try (var process = lesson("help")) {
      assertThat(process.exitCode()).isZero();
      assertThat(String.join("\n", process.out())).contains("struct", "bytes", "text", "frames");
    }
  }

  @Test
  void an_unknown_step_lists_the_steps_with_exit_code_2() throws Exception {
    try (var process = lesson("strukt")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.err()).first().isEqualTo("no such step");
      assertThat(String.join("\n", process.err())).contains("struct", "bytes", "text", "frames");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct", "bytes", "text", "frames"})
  void every_step_has_help(String step) {
    var usage = new Lesson06().commandLine().getSubcommands().get(step).getUsageMessage();
    assertThat(usage).contains("--port", "--host", "--idle-timeout", "--help");
  }

  @Test
  void the_ports_are_those_of_the_original() {
    var steps = new Lesson06().commandLine().getSubcommands();
    assertThat(List.of("struct", "bytes", "text", "frames"))
        .extracting(step -> steps.get(step).getCommandSpec().findOption("--port").defaultValue())
        .containsExactly("8001", "8000", "6008", "8002");
  }

  @ParameterizedTest
  @CsvSource({"buffer, 300, -2", "layout, 300, -2", "stream, 738263040, -16777217"})
  void one_struct_step_reads_what_another_sends(String way, String first, String second)
      throws Exception {
    try (var server = lesson("struct --port 0 --way " + way);
        var sender = lesson("struct --send A,300,hello --send B,-2,bye --port " + server.port())) {
      assertThat(sender.exitCode()).isZero();
      assertThat(sender.out()).containsExactly("sent 48 bytes");
      server.awaitLine("the client has ended");
      assertThat(server.out()).contains("int b : " + first, "int b : " + second);
    }
  }

  @Test
  void the_struct_step_connects_to_one_that_sends() throws Exception {
    try (var source = lesson("struct --send --listen --big-endian --port 0")) {
      for (var target :
          List.of("--connect=127.0.0.1:" + source.port(), "--connect --port " + source.port())) {
        try (var client = lesson("struct --big-endian --way stream " + target)) {
          assertThat(client.exitCode()).isZero();
          assertThat(client.out()).containsExactly("char a : A", "int b : 300", "char c : hello");
        }
      }
    }
  }

  @Test
  void a_truncated_struct_from_a_server_is_one_line_and_exit_code_1() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process = lesson("struct --connect 127.0.0.1:" + listener.getLocalPort())) {
      try (var server = listener.accept()) {
        server.getOutputStream().write(Bytes.of("41000000"));
      }
      fails(
          process,
          "connection to 127.0.0.1:" + listener.getLocalPort() + ": the last struct is truncated:",
          "4 of 24 bytes came, 20 are missing");
    }
  }

  @Test
  void a_silent_server_is_left_after_the_idle_timeout() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var process =
            lesson("struct --idle-timeout 300ms --connect --port " + listener.getLocalPort());
        var _ = listener.accept()) {
      fails(process, "connection to ", "no whole struct for 300ms: closed (--idle-timeout)");
    }
  }

  @Test
  void bytes_are_sent_and_dumped() throws Exception {
    try (var server = lesson("bytes --receive --port 0");
        var client = lesson("bytes --port " + server.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out()).containsExactly("sent 01 02 03");
      server.awaitLine("00000000  01 02 03                                          |...|");
    }
  }

  @Test
  void korean_is_printed_as_korean_where_no_locale_is_set() throws Exception {
    try (var server = lesson("text --port 0");
        var client = lesson("text --cut 4 --pause 100ms --port " + server.port() + " --send")) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out()).containsExactly("sent 15 bytes, 15 came back: the same");
      server.awaitOut(lines -> lines.stream().anyMatch(line -> line.contains("안")));
    }
  }

  @Test
  void frames_are_sent_and_come_back() throws Exception {
    try (var server = lesson("frames --port 0");
        var client = lesson("frames --send hello --send you --port " + server.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out()).containsExactly("came back: hello", "came back: you");
      server.awaitLine("frame 2: 3 bytes: you");
    }
  }

  @Test
  void a_frame_beyond_the_servers_limit_is_one_line_on_both_sides() throws Exception {
    try (var server = lesson("frames --max-frame 4 --port 0");
        var client = lesson("frames --send hello --port " + server.port())) {
      fails(client, "connection to 127.0.0.1:" + server.port() + ": ");
      await().atMost(Running.PATIENCE).until(() -> !server.err().isEmpty());
      assertThat(server.err())
          .singleElement()
          .asString()
          .endsWith("frame 1: its length, 5 (00000005), is more than the limit, 4");
    }
  }

  @Test
  void a_crowd_that_takes_every_file_descriptor_is_survived() throws Exception {
    try (var process = Command.lessonWithDescriptors(60, "frames", "--port", "0")) {
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
      client.getOutputStream().write(Bytes.of("00000000"));
      return client.getInputStream().readNBytes(4).length == 4;
    } catch (SocketException _) {
      return false; // it has no descriptor for us yet
    }
  }

  private static Command lesson(String arguments) throws IOException {
    return Command.lesson(arguments.strip().split(" +"));
  }

  /** Exit code 1, and one line on stderr that says this. */
  private static void fails(Command process, String start, String... words)
      throws InterruptedException {
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.err()).singleElement().asString().startsWith(start);
    assertThat(List.of(words)).allMatch(process.err().getFirst()::contains);
  }
}
