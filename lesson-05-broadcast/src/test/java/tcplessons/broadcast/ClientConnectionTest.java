package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {

  /** A socket to which nothing can be written. */
  private static final class FailingSocket extends Socket {
    FailingSocket(ServerSocket listener) throws IOException {
      super(listener.getInetAddress(), listener.getLocalPort());
    }

    @Override
    public OutputStream getOutputStream() {
      throw new IllegalStateException("bug");
    }
  }

  @Test
  void the_reader_reports_what_the_writer_throws_and_the_peer_gets_a_reset() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new FailingSocket(listener);
        var peer = listener.accept();
        var connection = ClientConnection.open(socket, new ClientLimits())) {
      connection.send(new byte[1]);
      assertThatThrownBy(() -> connection.read(new byte[1]))
          .isInstanceOf(IOException.class)
          .hasMessage("java.lang.IllegalStateException: bug");
      peer.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
      assertThatThrownBy(() -> peer.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(socket.isClosed()).isTrue();
    }
  }
}
