package tcplessons.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ConnectClientTest {

  @Test
  void shows_both_ends_and_ends_with_fin() throws Exception {
    var out = new Screen();
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      new ConnectClient(new Dialer(Running.PATIENCE, out), out)
          .run("127.0.0.1", listener.getLocalPort()); // nobody accepts: the kernel shakes hands
      try (var server = listener.accept()) {
        assertThat(server.getInputStream().read()).isEqualTo(-1);
        assertThat(out.lines())
            .containsExactly(
                "connected to /127.0.0.1:" + listener.getLocalPort(),
                "        from /127.0.0.1:" + server.getPort(),
                "closed");
      }
    }
  }
}
