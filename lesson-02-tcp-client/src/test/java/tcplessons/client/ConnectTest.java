package tcplessons.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ConnectTest {

  @Test
  void prints_both_addresses_and_closes_with_fin() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var running = RunningStep.start(new Connect(), "--port", "" + listener.getLocalPort())) {
      // The step is done before accept() is called: the kernel completes the handshake.
      assertThat(running.exitCode.join()).isZero();
      try (var server = listener.accept()) {
        assertThat(server.getInputStream().read()).isEqualTo(-1);
        assertThat(running.out.lines())
            .containsExactly(
                "connected to localhost/127.0.0.1:" + listener.getLocalPort(),
                "        from /127.0.0.1:" + server.getPort(),
                "closed");
      }
    }
  }
}
