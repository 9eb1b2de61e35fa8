package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Node.js 20 does where the documents that this tutorial follows say something else. */
class NodeFactsTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void a_parenthesis_that_closes_too_early_is_a_syntax_error() throws Exception {
    assertThat(running("[1].forEach(function (number)) { }"))
        .isEqualTo("SyntaxError: Unexpected token ')'");
  }

  @Test
  void a_function_that_is_never_closed_is_a_syntax_error() throws Exception {
    assertThat(running("[1].forEach((number) => { number + 1;"))
        .isEqualTo("SyntaxError: Unexpected end of input");
  }

  @Test
  void typographic_quotes_are_a_syntax_error() throws Exception {
    assertThat(running("const name = ‘utf8’;"))
        .isEqualTo("SyntaxError: Invalid or unexpected token");
    assertThat(running("const name = 'utf8';")).isEqualTo("fine");
  }

  @Test
  void a_name_that_is_not_declared_is_a_global_and_in_strict_mode_an_error() throws Exception {
    assertThat(running("greeting = 'hello'; globalThis.greeting.length")).isEqualTo("fine");
    assertThat(running("'use strict'; greeting = 'hello';"))
        .isEqualTo("ReferenceError: greeting is not defined");
  }

  private static String running(String code) throws Exception {
    try (var node = TestProcess.node("run-code.js", code)) {
      assertThat(node.exitCode()).isZero();
      return String.join("\n", node.out.lines());
    }
  }

  @Test
  void only_the_connecting_side_gets_a_connect_event() throws Exception {
    try (var node = TestProcess.node("told.js")) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines())
          .containsSubsequence(
              "connecting: lookup",
              "connecting: connect",
              "connecting: ready",
              "connecting: data",
              "connecting: end",
              "connecting: close")
          .contains("accepted: finish", "accepted: close")
          .doesNotContain("accepted: connect", "accepted: ready", "accepted: lookup");
    }
  }

  @Test
  void a_server_that_does_not_read_gets_no_end_event() throws Exception {
    try (var server = TestProcess.node("unread.js", 0);
        var client = new Socket("127.0.0.1", server.port())) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      client.shutdownOutput();
      await().during(Duration.ofMillis(300)).until(() -> !server.out.lines().contains("end"));
      try (var _ = new Socket("127.0.0.1", server.port())) {
        server.out.awaitLine("end");
      }
    }
  }

  @Test
  void a_connection_beyond_maxConnections_is_dropped() throws Exception {
    try (var server = TestProcess.node("drop.js", 0);
        var _ = new Socket("127.0.0.1", server.port())) {
      server.out.awaitLine("connection");
      try (var second = new Socket("127.0.0.1", server.port())) {
        second.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
      server.out.awaitLine("drop");
      assertThat(server.out.lines()).containsOnlyOnce("connection");
    }
  }
}
