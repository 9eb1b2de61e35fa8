package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of lesson 06 run from the command line: output, error lines and exit codes. */
class Lesson06Test {

  /** With the collector that a JVM on a larger machine chooses by itself. */
  private static final List<String> SMALL_HEAP =
      List.of("-Xmx32m", "-XX:-UseSerialGC", "-XX:+UseG1GC");

  private static final String CONNECTED = "connect address : 127.0.0.1";

  @ParameterizedTest
  @CsvSource({"struct, INT", "struct --send --listen, INT", "frames, TERM"})
  void ctrl_c_stops_a_server_with_exit_code_0_and_without_an_error(String arguments, String signal)
      throws Exception {
    try (var process = process(arguments + " --port 0");
        var client = new Socket("127.0.0.1", process.port())) {
      process.out.awaitLine(CONNECTED);
      process.signal(signal);
      assertThat(process.exitCode()).isZero();
      assertThat(process.err.lines()).isEmpty();
      client.setSoTimeout(20_000);
      client.getInputStream().readAllBytes(); // returns: the connection is closed
    }
  }

  @Test
  void ctrl_c_stops_a_client_with_exit_code_0_and_without_an_error() throws Exception {
    try (var listener = TestListener.listen();
        var process = process("struct --connect --port " + listener.getLocalPort());
        var server = listener.accept()) {
      process.signal("INT");
      assertThat(process.exitCode()).isZero();
      assertThat(process.err.lines()).isEmpty();
      server.setSoTimeout(20_000);
      server.getInputStream().readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct --connect", "frames --send hello", "text --send=x"})
  void stopping_a_client_closes_its_connection_without_an_error(String arguments) throws Exception {
    try (var listener = TestListener.listen();
        var client = start(arguments + " --port " + listener.getLocalPort());
        var server = listener.accept()) {
      client.stop();
      assertThat(client.err.lines()).isEmpty();
      server.setSoTimeout(20_000);
      server.getInputStream().readAllBytes();
    }
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(strings = {"struct", "struct --send --listen", "bytes --receive", "text", "frames"})
  void a_port_that_is_in_use_prints_one_error_line_that_says_what_to_try_and_exits_with_code_1(
      String arguments) throws Exception {
    try (var listener = TestListener.listen()) {
      int port = listener.getLocalPort();
      fails(
          start(arguments + " --host 127.0.0.1 --port " + port),
          "cannot listen on 127.0.0.1, port " + port + ": Address already in use.",
          "ss -ltnp");
    }
  }

  @ParameterizedTest
  @LinuxErrorText
  @ValueSource(
      strings = {"struct --connect", "struct --send", "bytes", "text --send", "frames --send x"})
  void a_server_that_does_not_listen_prints_one_error_line_and_exits_with_code_1(String arguments)
      throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"))) {
      int port = elsewhere.getLocalPort();
      fails(
          start(arguments + " --host 127.0.0.2 --port " + port),
          "cannot connect to 127.0.0.2, port " + port + ": ",
          "Connection refused. Is the server running there?",
          "ss -ltn");
    }
  }

  @Test
  void an_unknown_host_prints_one_error_line_and_exits_with_code_1() throws Exception {
    fails(
        start("bytes --host no-such-host.invalid"),
        "cannot connect to no-such-host.invalid, port 8000: unknown host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "struct --connect nonsense | 'nonsense' is not HOST:PORT",
        "struct --connect=a:70000 | '70000' is not a port (0 to 65535)",
        "struct --connect=:1 | ':1' is not HOST:PORT",
        "struct --connect=a:0 | port 0 is for listening",
        "struct --send nonsense | 'nonsense' is not a struct such as A,300,hello",
        "struct --send=A,2147483648, | 'A,2147483648,' is not a struct",
        "struct --send=A,1,sixteen_letters_ | 'A,1,sixteen_letters_' is not a struct",
        "struct --send=AB,1,x | 'AB,1,x' is not a struct",
        "struct --send=한,1,x | '한,1,x' is not a struct",
        "struct --listen | --listen goes with --send, and not with --connect",
        "struct --way guess | expected one of [BUFFER, LAYOUT, STREAM]",
        "struct --idle-timeout 5 | '5' is not a time",
        "text --idle-timeout 0s | '0s' is not a time from 1ms to 24h",
        "text --cut 0 | '0' is not a number of bytes (1 to 2147483647)",
        "text --send \uFFFD | the text cannot be read; set a UTF-8 locale (LANG)",
        "text --send a --send-every-byte | --send or --send-every-byte, not both",
        "bytes --port 0 | port 0 is for listening",
        "bytes --values 1,x | 'x' is not an int",
        "frames --max-frame -1 | '-1' is not a number of bytes (0 to 536870912)",
        "frames --max-frame 536870913 | '536870913' is not a number of bytes (0 to 536870912)",
        "frames --max-frame 9999999999 | '9999999999' is not an int",
        "frames --max-frame 4 --send hello | 5 bytes of text are more than --max-frame 4",
        "frames --send | Missing required parameter for option '--send'",
      })
  void wrong_usage_prints_one_error_line_and_exits_with_code_2(String arguments, String message)
      throws Exception {
    var result = CliResult.of(arguments.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().contains(message, "--help");
  }

  @Test
  void the_default_ports_are_those_of_the_original() throws Exception {
    for (var step : List.of("struct 8001", "bytes 8000", "text 6008", "frames 8002")) {
      var help = CliResult.of(step.split(" ")[0], "--help").out();
      assertThat(help).anyMatch(line -> line.endsWith("(" + step.split(" ")[1] + ")."));
    }
  }

  @ParameterizedTest
  @CsvSource({"buffer, 300, -2", "layout, 300, -2", "stream, 738263040, -16777217"})
  void a_struct_step_reads_what_another_sends(String api, String first, String second) {
    try (var server = RunningStep.server(new Struct(), "--way", api);
        var sender = start("struct --send A,300,hello --send B,-2,bye --port " + server.port())) {
      assertThat(sender.exitCode.join()).isZero();
      assertThat(sender.out.lines()).containsExactly("sent 48 bytes");
      server.out.awaitLine("the client has ended");
      assertThat(server.out.lines()).contains("int b : " + first, "int b : " + second);
    }
  }

  @Test
  void the_struct_step_connects_to_a_server_that_sends() {
    var options = new String[] {"--send", "--listen", "--big-endian"};
    try (var server = RunningStep.server(new Struct(), options)) {
      int port = server.port();
      for (var target : List.of("--connect=127.0.0.1:" + port, "--connect --port " + port)) {
        try (var client = start("struct --big-endian --way stream " + target)) {
          assertThat(client.exitCode.join()).isZero();
          assertThat(client.out.lines())
              .containsExactly("char a : A", "int b : 300", "char c : hello");
        }
      }
    }
  }

  @Test
  void a_truncated_struct_from_a_server_prints_one_error_line_and_exits_with_code_1()
      throws Exception {
    try (var listener = TestListener.listen();
        var client = start("struct --connect 127.0.0.1:" + listener.getLocalPort())) {
      try (var server = listener.accept()) {
        server.getOutputStream().write(TestBytes.of("41000000"));
      }
      fails(
          client,
          "connection to 127.0.0.1:" + listener.getLocalPort() + ": the last struct is truncated:",
          "4 of 24 bytes came, 20 are missing");
    }
  }

  @Test
  void a_client_leaves_an_idle_server_after_the_timeout() throws Exception {
    try (var listener = TestListener.listen();
        var client =
            start("struct --idle-timeout 300ms --connect --port " + listener.getLocalPort());
        var _ = listener.accept()) {
      fails(client, "connection to ", "no whole struct for 300ms: closed (--idle-timeout)");
    }
  }

  @Test
  void korean_is_printed_as_korean_without_a_locale() throws Exception {
    try (var server = TestProcess.stepInAsciiLocale("text", "--port", "0");
        var client = start("text --cut 4 --pause 100ms --port " + server.port() + " --send")) {
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.out.lines()).containsExactly("sent 15 bytes, 15 came back: the same");
      server.out.awaitLine(line -> line.contains("안"));
    }
  }

  @Test
  void numbers_are_printed_in_ascii_digits_in_an_egyptian_locale() throws Exception {
    var egyptian = List.of("-Duser.language=ar", "-Duser.country=EG");
    try (var server = TestProcess.stepWithOptions(egyptian, "frames", "--port", "0");
        var client = new Socket("127.0.0.1", server.port())) {
      client.getOutputStream().write(TestBytes.of("0000000161"));
      server.out.awaitLine("frame 1: 1 bytes: a");
    }
  }

  @Test
  void a_frame_larger_than_the_servers_limit_prints_one_error_line_on_both_sides() {
    try (var server = RunningStep.server(new Frames(), "--max-frame", "4");
        var client = start("frames --send hello --port " + server.port())) {
      fails(client, "connection to 127.0.0.1:" + server.port() + ": ");
      assertThat(server.err.awaitLines(1))
          .singleElement()
          .asString()
          .endsWith("frame 1: its length, 5 (00000005), is more than the limit, 4");
    }
  }

  @Test
  @LinuxErrorText
  void a_server_without_free_file_descriptors_accepts_again_later() throws Exception {
    try (var process = TestProcess.stepWithDescriptors(60, "frames", "--port", "0")) {
      int port = process.port();
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 70; i++) {
        clients.add(new Socket("127.0.0.1", port));
      }
      process.err.awaitLines(1);
      for (var client : clients) {
        SocketPair.reset(client);
      }
      await().until(() -> isServed(port));
      assertThat(process.err.lines())
          .contains("accept: Too many open files; new connections wait in the backlog")
          .allMatch(line -> line.matches("accept: Too many .*|connection .*: Connection reset"));
    }
  }

  @Test
  void a_small_heap_is_not_filled_by_large_frames_and_other_clients_are_served() throws Exception {
    var unfinished = Arrays.copyOf(TestBytes.of("00100000"), 1_000_000); // of 1 MiB
    var clients = new ArrayList<Socket>();
    try (var process = TestProcess.stepWithOptions(SMALL_HEAP, "frames", "--port", "0")) {
      for (int i = 0; i < 60; i++) {
        var client = new Socket("127.0.0.1", process.port());
        clients.add(client);
        BackgroundTask.start(() -> client.getOutputStream().write(unfinished));
      }
      process.err.awaitLines(40);
      await().until(() -> isServed(process.port()));
      assertThat(process.err.lines())
          .allMatch(line -> line.endsWith("the frames of all connections need too much memory"));
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  private static boolean isServed(int port) throws IOException {
    try (var client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write(TestBytes.of("00000000"));
      return client.getInputStream().readNBytes(4).length == 4;
    } catch (SocketException _) {
      return false; // the server has no descriptor for this connection yet
    }
  }

  private static TestProcess process(String arguments) throws IOException {
    return TestProcess.step(arguments.split(" "));
  }

  private static RunningStep start(String arguments) {
    var words = List.of(arguments.split(" "));
    Callable<Integer> step =
        switch (words.getFirst()) {
          case "struct" -> new Struct();
          case "bytes" -> new Bytes();
          case "text" -> new Text();
          case "frames" -> new Frames();
          default -> throw new IllegalArgumentException(arguments);
        };
    return RunningStep.start(step, words.subList(1, words.size()).toArray(String[]::new));
  }

  /** Waits until the step has returned with exit code 1 and one line on stderr. */
  private static void fails(RunningStep step, String start, String... contained) {
    assertThat(step.exitCode.join()).isEqualTo(1);
    assertThat(step.out.lines()).isEmpty();
    assertThat(step.err.lines()).singleElement().asString().startsWith(start);
    assertThat(List.of(contained)).allMatch(step.err.lines().getFirst()::contains);
  }
}
