package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Node.js 20 does where the original documents state something else. */
class NodeFactsTest {

  private static final int MILLIS = 200;

  @TempDir Path folder;

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void timeout_closes_nothing_and_is_emitted_again_after_the_next_activity() throws Exception {
    try (var server = TestProcess.node("told.js", 0, MILLIS);
        var client = connect(server.port())) {
      await().until(() -> timeouts(server) == 1);
      await() // once for one idle period, however long
          .during(Duration.ofMillis(3 * MILLIS))
          .until(() -> timeouts(server) == 1);
      client.getOutputStream().write("still there?".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(12)).asString(UTF_8).isEqualTo("still there?");
      await().until(() -> timeouts(server) == 2);
      assertThat(server.out.lines()).endsWith("timeout, destroyed: false");
    }
  }

  @Test
  void without_setTimeout_there_is_no_timeout_event() throws Exception {
    try (var server = TestProcess.node("told.js", 0);
        var _ = connect(server.port())) {
      await().during(Duration.ofMillis(5 * MILLIS)).until(() -> timeouts(server) == 0);
    }
  }

  private static long timeouts(TestProcess server) {
    return server.out.lines().stream().filter(line -> line.startsWith("timeout")).count();
  }

  @Test
  void setKeepAlive_alone_leaves_the_time_of_the_system() throws Exception {
    assertThat(setsockoptCalls("on")).contains("SO_KEEPALIVE, [1]").doesNotContain("TCP_KEEPINTVL");
    assertThat(setsockoptCalls("on").lines().filter(line -> line.contains("TCP_KEEPIDLE")))
        .allMatch(line -> line.contains("= -1 EINVAL")); // 0 seconds: refused, so nothing changes
  }

  @Test
  void a_delay_is_in_milliseconds_and_also_sets_interval_and_count() throws Exception {
    assertThat(setsockoptCalls("10000"))
        .contains("SO_KEEPALIVE, [1]")
        .contains("TCP_KEEPIDLE, [10]")
        .contains("TCP_KEEPINTVL, [1]")
        .contains("TCP_KEEPCNT, [10]");
  }

  @Test
  void a_delay_of_less_than_a_second_is_refused_and_node_reports_no_error() throws Exception {
    // Version 1.50 of Node's library libuv refuses it itself, and there is no call.
    assertThat(setsockoptCalls("500").lines().filter(line -> line.contains("TCP_KEEPIDLE")))
        .allMatch(line -> line.contains("= -1 EINVAL"));
  }

  /** The setsockopt calls of Node. With -D strace(1) is the child, so signals reach Node. */
  private String setsockoptCalls(String keepAlive) throws Exception {
    assumeTrue(TestProcess.isInstalled("strace"), "strace is not installed");
    var trace = folder.resolve(keepAlive + ".trace");
    var strace = List.of("strace", "-D", "-f", "-e", "trace=setsockopt", "-o", trace.toString());
    var node = List.of("node", "src/test/node/keep-alive.js", "0", keepAlive);
    try (var server =
            TestProcess.program(
                Stream.of(strace, node).flatMap(List::stream).toArray(String[]::new));
        var _ = connect(server.port())) {
      server.out.awaitLine("connected");
      server.signal("TERM");
      server.exitCode();
    }
    await().until(() -> Files.readString(trace).contains("+++ killed"));
    return Files.readString(trace);
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
    return socket;
  }
}
