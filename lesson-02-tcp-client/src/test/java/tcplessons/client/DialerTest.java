package tcplessons.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialerTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  private final Screen out = new Screen();
  private final Dialer dialer = new Dialer(Running.PATIENCE, out);

  @Test
  void a_refused_connection_is_one_line_that_says_what_to_look_at() throws Exception {
    try (var elsewhere = listenOn("127.0.0.3")) {
      int port = elsewhere.getLocalPort();
      assertThatThrownBy(() -> dialer.dial("127.0.0.2", port))
          .isInstanceOf(IOException.class)
          .hasMessage(
              ("cannot connect to 127.0.0.2, port %d: 127.0.0.2: Connection refused."
                      + " Is the server running there? Its listeners: ss -ltn")
                  .formatted(port));
      assertThat(out.lines()).isEmpty();
    }
  }

  @Test
  void an_unknown_host_is_one_line() {
    assertThatThrownBy(() -> dialer.dial("no-such-host.invalid", 5000))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot connect to no-such-host.invalid, port 5000: unknown host");
  }

  @Test
  void a_handshake_without_an_answer_is_given_up_after_the_timeout() throws Exception {
    try (var full = listenOn("127.0.0.2");
        var _ = filled(full);
        var _ = filled(full)) {
      int port = full.getLocalPort();
      assertThatThrownBy(() -> new Dialer(SHORT, out).dial("127.0.0.2", port))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "cannot connect to 127.0.0.2, port %d: 127.0.0.2: Connect timed out."
                  .formatted(port));
    }
  }

  // tag::in-order[]
  @Test
  void tries_every_address_in_order() throws Exception {
    try (var listener = listenOn("127.0.0.3");
        var socket =
            dialer.dial("two.test", addresses("127.0.0.2", "127.0.0.3"), listener.getLocalPort())) {
      assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.3");
      assertThat(out.lines())
          .containsExactly("no answer from 127.0.0.2: Connection refused; trying the next address");
    }
  }

  // end::in-order[]

  @Test
  void the_first_address_that_answers_is_taken() throws Exception {
    try (var listener = listenOn("127.0.0.2");
        var socket =
            dialer.dial("two.test", addresses("127.0.0.2", "127.0.0.3"), listener.getLocalPort())) {
      assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
      assertThat(out.lines()).isEmpty();
    }
  }

  @Test
  void an_address_that_does_not_answer_costs_its_timeout_and_no_more() throws Exception {
    try (var full = listenOn("127.0.0.2");
        var _ = filled(full);
        var _ = filled(full);
        var _ = new ServerSocket(full.getLocalPort(), 1, InetAddress.getByName("127.0.0.3"));
        var socket =
            new Dialer(SHORT, out)
                .dial("two.test", addresses("127.0.0.2", "127.0.0.3"), full.getLocalPort())) {
      assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.3");
      assertThat(out.lines())
          .containsExactly("no answer from 127.0.0.2: Connect timed out; trying the next address");
    }
  }

  @Test
  void when_no_address_answers_the_line_names_them_all() throws Exception {
    try (var elsewhere = listenOn("127.0.0.4")) {
      int port = elsewhere.getLocalPort();
      assertThatThrownBy(() -> dialer.dial("two.test", addresses("127.0.0.2", "127.0.0.3"), port))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              ("cannot connect to two.test, port %d: 127.0.0.2: Connection refused;"
                      + " 127.0.0.3: Connection refused. Is the server running there?")
                  .formatted(port));
    }
  }

  @Test
  void the_step_reaches_the_second_address_of_a_name_and_a_plain_socket_only_tries_the_first(
      @TempDir Path folder) throws Exception {
    var hosts =
        Files.writeString(folder.resolve("hosts"), "127.0.0.2 two.test\n127.0.0.3 two.test\n");
    try (var listener = listenOn("127.0.0.3")) {
      var port = "" + listener.getLocalPort();
      try (var step =
              Command.withHosts(
                  hosts, Lesson02.class, "connect", "--host", "two.test", "--port", port);
          var plain = Command.withHosts(hosts, PlainSocket.class, "two.test", port)) {
        assertThat(step.exitCode()).isZero();
        assertThat(step.out())
            .startsWith(
                "no answer from 127.0.0.2: Connection refused; trying the next address",
                "connected to two.test/127.0.0.3:" + port);
        plain.exitCode();
        assertThat(plain.out())
            .containsExactly(
                "[two.test/127.0.0.2, two.test/127.0.0.3]",
                "java.net.ConnectException: Connection refused");
      }
    }
  }

  /** What a program does that leaves the choice of the address to {@code new Socket}. */
  static final class PlainSocket {
    static void main(String[] args) throws IOException {
      IO.println(List.of(InetAddress.getAllByName(args[0])));
      try (var socket = new Socket(args[0], Integer.parseInt(args[1]))) {
        IO.println("connected to " + socket.getRemoteSocketAddress());
      } catch (IOException e) {
        IO.println(e);
      }
    }
  }

  /** A listener with room for two finished handshakes: backlog + 1, see listen(2). */
  private static ServerSocket listenOn(String host) throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName(host));
  }

  private static Socket filled(ServerSocket listener) throws IOException {
    return new Socket(listener.getInetAddress(), listener.getLocalPort());
  }

  private static List<InetAddress> addresses(String... hosts) throws IOException {
    var addresses = new InetAddress[hosts.length];
    for (int i = 0; i < hosts.length; i++) {
      addresses[i] = InetAddress.getByName(hosts[i]);
    }
    return List.of(addresses);
  }
}
