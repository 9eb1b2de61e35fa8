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

/** What Node.js 20 does where the documents that this tutorial follows say something else. */
class NodeFactsTest {

  private static final int MILLIS = 200;

  @TempDir Path folder;

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(Command.isInstalled("node"), "node is not installed");
  }

  @Test
  void timeout_ends_nothing_and_comes_again_after_the_next_move() throws Exception {
    try (var server = Command.node("told.js", 0, MILLIS);
        var client = connect(server.port())) {
      server.awaitOut(lines -> timeouts(lines) == 1);
      await() // once for one silence, however long
          .during(Duration.ofMillis(3 * MILLIS))
          .atMost(Running.PATIENCE)
          .until(() -> timeouts(server.out()) == 1);
      client.getOutputStream().write("still there?".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(12)).asString(UTF_8).isEqualTo("still there?");
      server.awaitOut(lines -> timeouts(lines) == 2);
      assertThat(server.out()).endsWith("timeout, destroyed: false");
    }
  }

  @Test
  void without_setTimeout_nobody_is_told_of_silence() throws Exception {
    try (var server = Command.node("told.js", 0);
        var _ = connect(server.port())) {
      await()
          .during(Duration.ofMillis(5 * MILLIS))
          .atMost(Running.PATIENCE)
          .until(() -> timeouts(server.out()) == 0);
    }
  }

  private static long timeouts(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("timeout")).count();
  }

  @Test
  void keep_alive_alone_leaves_the_time_of_the_system() throws Exception {
    assertThat(asked("on")).contains("SO_KEEPALIVE, [1]").doesNotContain("TCP_KEEPINTVL");
    assertThat(asked("on").lines().filter(line -> line.contains("TCP_KEEPIDLE")))
        .allMatch(line -> line.contains("= -1 EINVAL")); // 0 seconds: refused, so nothing changes
  }

  @Test
  void a_delay_is_milliseconds_and_brings_an_interval_and_a_count_along() throws Exception {
    assertThat(asked("10000"))
        .contains("SO_KEEPALIVE, [1]")
        .contains("TCP_KEEPIDLE, [10]")
        .contains("TCP_KEEPINTVL, [1]")
        .contains("TCP_KEEPCNT, [10]");
  }

  @Test
  void a_delay_of_less_than_a_second_is_refused_without_a_word() throws Exception {
    assertThat(asked("500").lines().filter(line -> line.contains("TCP_KEEPIDLE")))
        .isNotEmpty()
        .allMatch(line -> line.contains("= -1 EINVAL"));
  }

  /** The options that Node asks its kernel for, as strace(1) sees them from beside (-D). */
  private String asked(String keepAlive) throws Exception {
    assumeTrue(Command.isInstalled("strace"), "strace is not installed");
    var trace = folder.resolve(keepAlive + ".trace");
    var strace = List.of("strace", "-D", "-f", "-e", "trace=setsockopt", "-o", trace.toString());
    var node = List.of("node", "src/test/node/keep-alive.js", "0", keepAlive);
    try (var server = Command.of(Stream.of(strace, node).flatMap(List::stream).toList());
        var _ = connect(server.port())) {
      server.awaitLine("connected");
      server.signal("TERM");
      server.exitCode();
    }
    await().atMost(Running.PATIENCE).until(() -> Files.readString(trace).contains("+++ killed"));
    return Files.readString(trace);
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) Running.PATIENCE.toMillis());
    return socket;
  }
}
