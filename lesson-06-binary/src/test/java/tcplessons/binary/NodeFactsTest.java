package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.SocketTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Node.js 20 does where the document that this lesson follows says something else. */
class NodeFactsTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void a_new_Buffer_is_deprecated_and_zeroed() throws Exception {
    try (var node = TestProcess.node("new-buffer.js")) {
      assertThat(node.exitCode()).isZero();
      assertThat(node.out.lines()).containsExactly("<Buffer 00 00 00>");
      assertThat(String.join("\n", node.err.lines())).contains("[DEP0005] DeprecationWarning");
    }
  }

  @Test
  void a_program_that_does_not_close_its_connection_keeps_running() throws Exception {
    try (var listener = TestListener.listen();
        var node = TestProcess.node("unended.js", listener.getLocalPort());
        var server = listener.accept()) {
      server.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
      assertThat(server.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
      server.setSoTimeout(300);
      assertThatThrownBy(() -> server.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(node.isRunning()).isTrue();
    }
  }
}
