package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The original in Node.js, its correction, and Node.js clients of our servers. */
class NodeTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  private static Socket connect(TestProcess server) throws Exception {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
    return socket;
  }

  private static void send(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String receive(Socket socket, int count) throws Exception {
    return new String(socket.getInputStream().readNBytes(count), UTF_8);
  }

  @Test
  void connect_never_fires_on_accepted_sockets_so_the_list_stays_empty() throws Exception {
    try (var server = TestProcess.node("never.js", 0);
        var a = connect(server);
        var b = connect(server);
        var c = connect(server)) {
      send(a, "hello");
      server.out.awaitLine("5 bytes to 0 others");
      for (var other : List.of(b, c)) {
        other.setSoTimeout(200);
        assertThat(receivesNothing(other)).isTrue();
      }
      a.shutdownOutput();
      server.out.awaitLine("removed -1, 0 on the list");
    }
  }

  private static boolean receivesNothing(Socket socket) throws Exception {
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  @Test
  void splice_at_minus_1_removes_another_client_from_the_list() throws Exception {
    try (var server = TestProcess.node("splice.js", 0);
        var anna = connect(server);
        var bob = connect(server)) {
      send(anna, "Anna");
      server.out.awaitLine("Anna came: Anna");
      send(bob, "Bob");
      server.out.awaitLine("Bob came: Anna Bob");
      connect(server).close(); // has sent nothing, so it is not on the list
      server.out.awaitLine("index -1 left: Anna");
      send(anna, "Bob?");
      bob.setSoTimeout(200);
      assertThat(receivesNothing(bob)).isTrue();
      send(bob, "I am here");
      assertThat(receive(anna, 9)).isEqualTo("I am here"); // its lines still arrive
    }
  }

  @Test
  void the_corrected_broadcast_in_node_does_what_ours_does() throws Exception {
    try (var server = TestProcess.node("broadcast.js", 0);
        var a = connect(server);
        var b = connect(server)) {
      send(b, "y");
      assertThat(receive(a, 1)).isEqualTo("y"); // so both are on the list
      send(a, "hello");
      assertThat(receive(b, 5)).isEqualTo("hello");
      assertThat(server.err.lines()).isEmpty();
    }
  }

  @Test
  void the_corrected_broadcast_in_node_disconnects_a_client_that_does_not_read() throws Exception {
    try (var server = TestProcess.node("broadcast.js", 0, 64 * 1024);
        var stalled = connect(server);
        var sender = connect(server)) {
      var sending =
          BackgroundTask.start(() -> sender.getOutputStream().write(new byte[50_000_000]));
      sending.awaitSuccess();
      assertThat(endOf(stalled)).isEqualTo("Connection reset");
    }
  }

  private static String endOf(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
      return "EOF";
    } catch (Exception e) {
      return e.getMessage();
    }
  }

  @Test
  void node_queues_in_memory_what_one_client_does_not_read() throws Exception {
    try (var server = TestProcess.node("pile-up.js", 0, "--report");
        var stalled = connect(server);
        var sender = connect(server)) {
      var sending =
          BackgroundTask.start(() -> sender.getOutputStream().write(new byte[60_000_000]));
      server.out.awaitLine("more than 40 MB wait for one client");
      sending.awaitSuccess(); // it never had to wait
      assertThat(stalled.isClosed()).isFalse();
    }
  }

  @Test
  void a_node_sender_waits_for_drain_without_end_when_naive_broadcast_is_blocked()
      throws Exception {
    try (var server = RunningStep.server(new Broadcast(), "--naive");
        var stalled = TestSockets.join(server);
        var sender = TestProcess.node("drain.js", server.port(), 60_000_000)) {
      server.out.awaitLines(3);
      assertThat(sender.isRunning()).isTrue();
      TestSockets.reset(stalled);
      server.err.awaitLines(1);
    }
  }

  @Test
  void a_node_sender_finishes_with_our_broadcast_though_one_client_does_not_read()
      throws Exception {
    try (var server = RunningStep.server(new Broadcast());
        var _ = TestSockets.join(server);
        var sender = TestProcess.node("drain.js", server.port(), 60_000_000)) {
      assertThat(sender.exitCode()).isZero();
      assertThat(sender.out.lines())
          .singleElement()
          .asString()
          .startsWith("all written, waited for drain ");
    }
  }
}
