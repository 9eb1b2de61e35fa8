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
  static void there_is_ipv6() throws Exception {
    var loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("::1"));
    assumeTrue(loopback != null, "no IPv6 on this machine");
  }

  private static ServerOptions at(String host) throws IOException {
    return ServerOptions.builder().host(InetAddress.getByName(host)).build();
  }

  private static void connect(String host, int port) throws IOException {
    new Socket(InetAddress.getByName(host), port).close();
  }

  // tag::dual[]
  @Test
  void a_server_socket_on_0_0_0_0_accepts_ipv6_too() throws Exception {
    try (var listener = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
      connect("127.0.0.1", listener.getLocalPort());
      connect("::1", listener.getLocalPort());
    }
  }

  @Test
  void our_0_0_0_0_is_ipv4_alone() throws Exception {
    try (var listener = at("0.0.0.0").listen()) {
      connect("127.0.0.1", listener.getLocalPort());
      assertThatThrownBy(() -> connect("::1", listener.getLocalPort()))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }

  // end::dual[]

  @Test
  void two_colons_are_both() throws Exception {
    try (var listener = at("::").listen()) {
      connect("127.0.0.1", listener.getLocalPort());
      connect("::1", listener.getLocalPort());
    }
  }

  @Test
  void nothing_said_is_both() throws Exception {
    try (var listener = ServerOptions.builder().build().listen()) {
      connect("127.0.0.1", listener.getLocalPort());
      connect("::1", listener.getLocalPort());
    }
  }

  @Test
  void one_address_is_that_one_alone() throws Exception {
    try (var listener = at("127.0.0.1").listen()) {
      connect("127.0.0.1", listener.getLocalPort());
      assertThat(listener.getInetAddress().getHostAddress()).isEqualTo("127.0.0.1");
      assertThatThrownBy(() -> connect("127.0.0.2", listener.getLocalPort()))
          .isInstanceOf(ConnectException.class);
    }
  }
}
