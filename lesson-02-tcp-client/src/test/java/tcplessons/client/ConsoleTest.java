package tcplessons.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConsoleTest {

  private static final String GREETING = "Who needs a browser to communicate?";

  @Test
  void sends_the_greeting_without_a_newline_then_the_input_then_fin() throws Exception {
    try (var console = start("hello\n")) {
      console.receive(GREETING + "hello\n");
      assertThat(console.server.getInputStream().read()).isEqualTo(-1);
      console.server.close();
      console.awaitSuccess();
      assertThat(console.out.lines())
          .containsExactly("client-> connected to server", "client-> connection is closed");
    }
  }

  @Test
  void prints_the_responses_that_arrive_after_the_end_of_input() throws Exception {
    try (var console = start("")) {
      console.receive(GREETING);
      assertThat(console.server.getInputStream().read()).isEqualTo(-1);
      for (int i = 1; i <= 3; i++) {
        console.send("response " + i + "\n");
        console.out.awaitLine("client-> response " + i);
      }
      console.server.close();
      console.awaitSuccess();
      assertThat(console.out.lines()).last().isEqualTo("client-> connection is closed");
    }
  }

  @Test
  void three_megabytes_of_korean_come_back_unchanged_from_the_echo() throws Exception {
    var text = "텍스트는바이트다".repeat(125_000); // 8 characters, 24 bytes
    var typed = new ByteArrayInputStream(text.getBytes(UTF_8));
    try (var running = RunningStep.server(new Echo());
        var console = RunningStep.start(withInput(typed), "--port", "" + running.port())) {
      assertThat(console.exitCode.join()).isZero();
      var lines = console.out.lines();
      assertThat(lines).startsWith("client-> connected to server");
      assertThat(
              lines.subList(1, lines.size() - 1).stream()
                  .map(line -> line.substring("client-> ".length()))
                  .collect(joining()))
          .isEqualTo(GREETING + text);
      assertThat(lines).last().isEqualTo("client-> connection is closed");
      running.out.awaitLine("echoed 3000035 bytes");
    }
  }

  @Test
  void the_servers_fin_ends_the_step_while_it_waits_for_input() throws Exception {
    try (var console = ConnectedStep.start(withInput(new IdleInput()))) {
      console.receive(GREETING);
      console.send("안녕히\n");
      console.server.shutdownOutput();
      console.awaitSuccess();
      assertThat(console.out.lines())
          .containsExactly(
              "client-> connected to server", "client-> 안녕히", "client-> connection is closed");
      assertThat(console.server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_reset_is_an_error_and_the_connection_is_reported_as_closed() throws Exception {
    try (var console = ConnectedStep.start(withInput(new IdleInput()))) {
      console.receive(GREETING);
      SocketPair.reset(console.server);
      console.awaitFailure("Connection reset");
      assertThat(console.out.lines()).last().isEqualTo("client-> connection is closed");
    }
  }

  @Test
  void prints_control_characters_as_replacement_characters() throws Exception {
    try (var console = start("")) {
      console.send("\u001b[2Jred\u0007\n");
      console.out.awaitLine("client-> \uFFFD[2Jred\uFFFD");
    }
  }

  @Test
  void sends_fin_when_the_input_cannot_be_read() throws Exception {
    try (var console = ConnectedStep.start(withInput(new UnreadableInput()))) {
      console.receive(GREETING);
      assertThat(console.server.getInputStream().read()).isEqualTo(-1);
      console.send("still received");
      console.server.close();
      console.awaitSuccess();
      assertThat(console.out.lines()).contains("client-> still received");
    }
  }

  @Test
  void raw_sends_only_the_input_and_prints_only_the_bytes_that_come() throws Exception {
    try (var console = start("hello\n", "--raw")) {
      console.receive("hello\n");
      assertThat(console.server.getInputStream().read()).isEqualTo(-1);
      console.send("\u001b[1mbold and no line end");
      console.server.close();
      console.awaitSuccess();
      assertThat(console.out.lines()).containsExactly("\u001b[1mbold and no line end");
    }
  }

  @Test
  void without_greeting_the_input_comes_first() throws Exception {
    try (var console = start("hello\n", "--no-greeting")) {
      console.receive("hello\n");
      console.out.awaitLine("client-> connected to server");
    }
  }

  @Test
  void a_text_with_escapes_is_sent_as_bytes_before_the_input() throws Exception {
    try (var console = start("typed", "--raw", "--send", "한\\r\\n\\t\\\\n\\x00\\xfF")) {
      var expected = "한\r\n\t\\n\0".getBytes(UTF_8);
      assertThat(console.server.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
      assertThat(console.server.getInputStream().read()).isEqualTo(0xff);
      console.receive("typed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\q", "a\\", "\\x1", "\\xgg"})
  void an_unknown_escape_is_wrong_usage(String text) {
    assertThatThrownBy(() -> EscapedText.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' has an unknown escape");
  }

  @Test
  void keep_open_sends_no_fin_at_the_end_of_the_input() throws Exception {
    try (var console = start("hello", "--raw", "--keep-open")) {
      console.receive("hello");
      console.server.setSoTimeout(200);
      assertThatThrownBy(() -> console.server.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      console.server.close();
      console.awaitSuccess();
    }
  }

  @Test
  void what_is_typed_into_a_korean_windows_terminal_is_sent_in_utf_8() throws Exception {
    var codePage949 = Charset.forName("MS949");
    var typed = "안녕하세요\n".repeat(1000);
    var in = new ByteArrayInputStream(typed.getBytes(codePage949));
    assertThat(TerminalInput.utf8(in, codePage949).readAllBytes()).isEqualTo(typed.getBytes(UTF_8));
  }

  @Test
  void a_terminal_that_sends_utf_8_needs_no_conversion() {
    var in = new ByteArrayInputStream(new byte[0]);
    assertThat(TerminalInput.utf8(in, UTF_8)).isSameAs(in);
    assertThat(TerminalInput.utf8(in, US_ASCII)).isSameAs(in); // LANG=C
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", "</", "0>/dev/null"}) // closed, a directory, and what nohup does
  void sends_only_the_greeting_if_the_process_has_no_readable_stdin(String redirection)
      throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var console = stepWithStdin(redirection, listener.getLocalPort())) {
      listener.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
      try (var server = listener.accept()) {
        server.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
        assertThat(server.getInputStream().readNBytes(1000)).asString(UTF_8).isEqualTo(GREETING);
      }
      assertThat(console.exitCode()).isZero();
      assertThat(console.err.lines()).isEmpty();
    }
  }

  private static TestProcess stepWithStdin(String redirection, int port) throws IOException {
    return TestProcess.program(
        "sh",
        "-c",
        "exec \"$@\" " + redirection,
        "sh",
        ProcessHandle.current().info().command().orElseThrow(),
        "-cp",
        System.getProperty("java.class.path"),
        System.getProperty("lesson"),
        "console",
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(port));
  }

  private static ConnectedStep start(String typed, String... options) throws IOException {
    var in = new ByteArrayInputStream(typed.getBytes(UTF_8));
    return ConnectedStep.start(withInput(in), options);
  }

  private static Console withInput(InputStream in) {
    var console = new Console();
    console.in = in;
    return console;
  }

  /** As System.in if stdin is a directory, or a terminal that nohup has closed for reading. */
  private static final class UnreadableInput extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Bad file descriptor");
    }
  }

  /** A keyboard on which nothing is typed. */
  private static final class IdleInput extends InputStream {
    @Override
    public synchronized int read() {
      while (true) {
        try {
          wait();
        } catch (InterruptedException _) {
          // as System.in, which ignores interrupts
        }
      }
    }
  }
}
