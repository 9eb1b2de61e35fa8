package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In what this lesson's accept loop differs; lesson 01 tests what it shares with the others. */
class TcpServerTest {

  private final CapturedOutput out = new CapturedOutput();
  private final CapturedOutput err = new CapturedOutput();

  private TcpServer start(ServerSocket listener, TcpServer.ConnectionHandler handler) {
    var server = new TcpServer(listener, 1, handler, out, err);
    BackgroundTask.start(server::run);
    out.awaitPort();
    return server;
  }

  private static Socket connect(ServerSocket listener) throws IOException {
    var socket = new Socket("127.0.0.1", listener.getLocalPort());
    socket.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
    return socket;
  }

  @ParameterizedTest
  @MethodSource
  void a_handler_that_throws_prints_one_error_line_and_its_connection_is_no_longer_counted(
      Throwable thrown, String line) throws Exception {
    var listener = new ServerSocket(0);
    var failed = new AtomicBoolean();
    TcpServer.ConnectionHandler handler =
        socket -> {
          if (failed.compareAndSet(false, true)) {
            TcpServerTest.<RuntimeException>rethrow(thrown);
          }
          socket.getOutputStream().write('!');
        };
    try (var _ = start(listener, handler)) {
      String prefix;
      try (var first = connect(listener)) {
        prefix = "connection from " + TestSockets.address(first) + ": ";
        assertThat(first.getInputStream().read()).isEqualTo(-1);
      }
      err.awaitLine(prefix + line);
      try (var second = connect(listener)) {
        assertThat(second.getInputStream().read()).isEqualTo('!');
      }
      assertThat(err.lines()).hasSize(1);
    }
  }

  private static Stream<Arguments>
      a_handler_that_throws_prints_one_error_line_and_its_connection_is_no_longer_counted() {
    return Stream.of(
        arguments(new IOException("Broken pipe"), "Broken pipe"),
        arguments(new IllegalStateException("bug"), "java.lang.IllegalStateException: bug"),
        arguments(new StackOverflowError(), "java.lang.StackOverflowError"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void the_handler_is_stopped_before_the_connections_are_closed() throws Exception {
    var listener = new ServerSocket(0);
    var handler =
        new TcpServer.ConnectionHandler() {
          private volatile Socket connection;

          @Override
          public void handle(Socket socket) throws IOException {
            connection = socket;
            out.println("connected");
            socket.getInputStream().read();
          }

          @Override
          public void stop() {
            out.println("stopped, connection closed: " + connection.isClosed());
          }
        };
    var server = start(listener, handler);
    try (var client = connect(listener)) {
      out.awaitLine("connected");
      server.close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(out.lines()).contains("stopped, connection closed: false");
    }
  }
}
