package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A client step that has connected to a server; the test plays the server. */
final class ConnectedStep implements AutoCloseable {

  private final RunningStep step;
  private final int port;

  final CapturedOutput out;
  final Socket server;

  private ConnectedStep(ServerSocket listener, Callable<Integer> client, String... options)
      throws IOException {
    port = listener.getLocalPort();
    var peer = Stream.of("--host", "127.0.0.1", "--port", "" + port);
    step =
        RunningStep.start(client, Stream.concat(peer, Stream.of(options)).toArray(String[]::new));
    out = step.out;
    server = listener.accept();
    server.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
  }

  static ConnectedStep start(Callable<Integer> client, String... options) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      listener.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
      return new ConnectedStep(listener, client, options);
    }
  }

  /** Reads from the client, as many bytes as the text has in UTF-8, and compares. */
  void receive(String text) throws IOException {
    int length = text.getBytes(UTF_8).length;
    assertThat(server.getInputStream().readNBytes(length)).asString(UTF_8).isEqualTo(text);
  }

  void send(String text) throws IOException {
    server.getOutputStream().write(text.getBytes(UTF_8));
  }

  boolean isRunning() {
    return !step.exitCode.isDone();
  }

  /** Waits until the step has returned without an error. */
  void awaitSuccess() {
    assertThat(step.exitCode.join()).isZero();
    assertThat(step.err.lines()).isEmpty();
  }

  /** Waits until the step has failed with this error of its connection. */
  void awaitFailure(String message) {
    assertThat(step.exitCode.join()).isEqualTo(1);
    assertThat(step.err.lines())
        .containsExactly("connection to /127.0.0.1:" + port + ": " + message);
  }

  @Override
  public void close() throws IOException {
    step.close();
    server.close();
  }
}
