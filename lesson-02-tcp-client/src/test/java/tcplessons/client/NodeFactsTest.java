package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Node.js 20 does where the documents that this tutorial follows say something else. */
class NodeFactsTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  private static ServerSocket listener() throws IOException {
    var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    listener.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
    return listener;
  }

  @Test
  void without_an_encoding_a_chunk_is_printed_as_a_buffer() throws Exception {
    try (var listener = listener();
        var node = TestProcess.node("chunk.js", listener.getLocalPort());
        var server = listener.accept()) {
      server.getOutputStream().write("test".getBytes(UTF_8));
      node.out.awaitLine("receive:  <Buffer 74 65 73 74>");
    }
  }

  // A port as text.

  @ParameterizedTest
  @ValueSource(strings = {"%d", " %d ", "0x%x"})
  void a_port_may_be_a_text_that_is_a_number(String format) throws Exception {
    try (var listener = new ServerSocket(0);
        var node =
            TestProcess.node("port.js", String.format(ROOT, format, listener.getLocalPort()));
        var _ = listener.accept()) {
      node.out.awaitLine("connected to port " + listener.getLocalPort());
    }
  }

  @ParameterizedTest
  @CsvSource({"3000abc, ENOENT 3000abc", "-1, ENOENT -1", "65536, ERR_SOCKET_BAD_PORT"})
  void a_text_that_is_no_port_is_a_path_or_an_exception(String text, String printed)
      throws Exception {
    try (var node = TestProcess.node("port.js", text)) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines()).containsExactly(printed);
    }
  }

  // A name with two addresses.

  @Test
  void every_address_of_a_name_is_tried() throws Exception {
    try (var listener = listener();
        var node = TestProcess.node("addresses.js", listener.getLocalPort());
        var server = listener.accept()) {
      server.shutdownOutput();
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines()).containsExactly("failed: ::1", "connected: 127.0.0.1");
    }
  }

  @Test
  void when_no_address_answers_the_error_is_an_aggregate() throws Exception {
    var listener = listener();
    listener.close();
    try (var node = TestProcess.node("addresses.js", listener.getLocalPort())) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines())
          .containsExactly("failed: ::1", "failed: 127.0.0.1", "AggregateError");
    }
  }

  // FIN in one direction, and what happens in the other.

  @Test
  void eof_on_stdin_does_not_close_the_connection() throws Exception {
    try (var listener = listener();
        var node = TestProcess.node("keyboard.js", listener.getLocalPort());
        var server = listener.accept()) {
      node.type("hello\n");
      assertThat(server.getInputStream().readNBytes(6)).asString(UTF_8).isEqualTo("hello\n");
      node.endInput();
      node.out.awaitLine("the input has ended");
      server.setSoTimeout(300);
      assertThatThrownBy(() -> server.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class); // no FIN either
      assertThat(node.isRunning()).isTrue();
    }
  }

  @Test
  void input_after_the_servers_fin_is_lost_without_an_error() throws Exception {
    try (var listener = listener();
        var node = TestProcess.node("keyboard.js", listener.getLocalPort())) {
      listener.accept().close();
      node.out.awaitLine("closed in order");
      node.type("hello\n");
      node.out.awaitLine("typed hello, taken: false");
      await().during(Duration.ofMillis(300)).until(node::isRunning);
      assertThat(node.err.lines()).isEmpty();
    }
  }

  @Test
  void a_write_after_fin_reports_its_error_to_the_callback_only() throws Exception {
    try (var listener = listener();
        var node = TestProcess.node("late-write.js", listener.getLocalPort())) {
      listener.accept().close();
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines())
          .containsExactly(
              "close, by an error: false",
              "callback: EPIPE This socket has been ended by the other party");
    }
  }
}
