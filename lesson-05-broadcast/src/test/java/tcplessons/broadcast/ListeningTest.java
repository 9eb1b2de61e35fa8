package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What 0.0.0.0 means. */
class ListeningTest {

  @BeforeAll
  static void ipv6_is_available() throws Exception {
    var loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("::1"));
    assumeTrue(loopback != null, "no IPv6 on this machine");
  }

  private static ServerSocket listen(String host) throws IOException {
    var options = new ListenOptions(0);
    options.host = host;
    return options.open();
  }

  private static void connect(String host, int port) throws IOException {
    new Socket(InetAddress.getByName(host), port).close();
  }

  @Test
  void a_server_socket_on_0_0_0_0_accepts_ipv6_too() throws Exception {
    try (var listener = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
      connect("127.0.0.1", listener.getLocalPort());
      connect("::1", listener.getLocalPort());
    }
  }

  @Test
  @LinuxErrorText
  void a_server_of_this_lesson_on_0_0_0_0_accepts_ipv4_only() throws Exception {
    try (var listener = listen("0.0.0.0")) {
      connect("127.0.0.1", listener.getLocalPort());
      assertThatThrownBy(() -> connect("::1", listener.getLocalPort()))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }

  @Test
  void a_server_on_two_colons_accepts_both() throws Exception {
    try (var listener = listen("::")) {
      connect("127.0.0.1", listener.getLocalPort());
      connect("::1", listener.getLocalPort());
    }
  }

  @Test
  void a_server_without_a_host_accepts_both() throws Exception {
    try (var listener = new ListenOptions(0).open()) {
      connect("127.0.0.1", listener.getLocalPort());
      connect("::1", listener.getLocalPort());
    }
  }

  @Test
  void a_server_on_one_address_does_not_accept_connections_to_another() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var listener = listen("127.0.0.1")) {
      connect("127.0.0.1", listener.getLocalPort());
      assertThat(listener.getInetAddress().getHostAddress()).isEqualTo("127.0.0.1");
      assertThatThrownBy(() -> connect("127.0.0.2", listener.getLocalPort()))
          .isInstanceOf(ConnectException.class);
    }
  }
}
