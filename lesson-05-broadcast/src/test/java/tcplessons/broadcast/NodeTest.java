package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real Node.js: our counterpart of the original, the corrected one, and its clients at ours. */
class NodeTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(Command.isInstalled("node"), "node is not installed");
  }

  private static Socket connect(Command server) throws Exception {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout((int) Running.PATIENCE.toMillis());
    return socket;
  }

  private static void say(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String hear(Socket socket, int count) throws Exception {
    return new String(socket.getInputStream().readNBytes(count), UTF_8);
  }

  // tag::never[]
  @Test
  void connect_never_fires_on_accepted_sockets_so_nobody_is_on_the_list() throws Exception {
    try (var server = Command.node("never.js", 0);
        var a = connect(server);
        var b = connect(server);
        var c = connect(server)) {
      say(a, "hello");
      server.awaitLine("5 bytes to 0 others");
      for (var other : List.of(b, c)) {
        other.setSoTimeout(200);
        assertThat(isSilent(other)).isTrue();
      }
      a.shutdownOutput();
      server.awaitLine("removed -1, 0 on the list");
    }
  }

  // end::never[]

  private static boolean isSilent(Socket socket) throws Exception {
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  // tag::splice[]
  @Test
  void splicing_at_minus_1_takes_somebody_else_off_the_list() throws Exception {
    try (var server = Command.node("splice.js", 0);
        var anna = connect(server);
        var bob = connect(server)) {
      say(anna, "Anna");
      server.awaitLine("Anna came: Anna");
      say(bob, "Bob");
      server.awaitLine("Bob came: Anna Bob");
      connect(server).close(); // said nothing, was on no list
      server.awaitLine("index -1 left: Anna");
      say(anna, "Bob?");
      bob.setSoTimeout(200);
      assertThat(isSilent(bob)).isTrue();
      say(bob, "I am here");
      assertThat(hear(anna, 9)).isEqualTo("I am here"); // he can still be heard
    }
  }

  // end::splice[]

  @Test
  void nodes_corrected_broadcast_does_what_ours_does() throws Exception {
    try (var server = Command.node("broadcast.js", 0);
        var a = connect(server);
        var b = connect(server)) {
      say(b, "y");
      assertThat(hear(a, 1)).isEqualTo("y"); // so both are known
      say(a, "hello");
      assertThat(hear(b, 5)).isEqualTo("hello");
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void nodes_corrected_broadcast_cuts_off_who_falls_behind() throws Exception {
    try (var server = Command.node("broadcast.js", 0, 64 * 1024);
        var stuck = connect(server);
        var sender = connect(server)) {
      var sending = Talk.start(_ -> sender.getOutputStream().write(new byte[50_000_000]));
      sending.endsWell();
      assertThat(endOf(stuck)).isEqualTo("Connection reset");
    }
  }

  private static String endOf(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
      return "a clean end";
    } catch (Exception e) {
      return e.getMessage();
    }
  }

  @Test
  void node_piles_up_in_memory_what_one_client_does_not_take() throws Exception {
    try (var server = Command.node("pile-up.js", 0, "--report");
        var stuck = connect(server);
        var sender = connect(server)) {
      var sending = Talk.start(_ -> sender.getOutputStream().write(new byte[60_000_000]));
      server.awaitLine("more than 40 MB wait for one client");
      sending.endsWell(); // nothing held it up
      assertThat(stuck.isClosed()).isFalse();
    }
  }

  @Test
  void a_node_sender_waits_for_drain_and_our_naive_server_makes_it_wait_for_ever()
      throws Exception {
    try (var ours = Running.naive();
        var stuck = ours.join();
        var sender = Command.node("drain.js", ours.port(), 60_000_000)) {
      ours.out.awaitLines(lines -> lines.size() == 3);
      stuck.setSoTimeout(1);
      assertThat(sender.isRunning()).isTrue();
      Pair.reset(stuck);
      ours.err.awaitLines(lines -> !lines.isEmpty());
    }
  }

  @Test
  void a_node_sender_is_done_with_our_broadcast_whoever_does_not_read() throws Exception {
    try (var ours = Running.broadcast();
        var _ = ours.join();
        var sender = Command.node("drain.js", ours.port(), 60_000_000)) {
      assertThat(sender.exitCode()).isZero();
      assertThat(sender.out())
          .singleElement()
          .asString()
          .startsWith("all written, waited for drain ");
    }
  }
}
