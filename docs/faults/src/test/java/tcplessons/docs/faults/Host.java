package tcplessons.docs.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The plainest server: a test says what it does with each connection. */
final class Host<T> implements AutoCloseable {

  interface Serving<T> {
    T serve(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final CompletableFuture<T> first = new CompletableFuture<>();

  Host(Serving<T> serving) throws IOException {
    listener = new ServerSocket(0, 600, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> accept(serving));
  }

  private void accept(Serving<T> serving) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.startVirtualThread(() -> converse(serving, socket));
      } catch (IOException e) {
        first.completeExceptionally(e);
      }
    }
  }

  private void converse(Serving<T> serving, Socket socket) {
    try (socket) {
      first.complete(serving.serve(socket));
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  Seen meets(Peer peer) throws IOException {
    try (var socket = peer.connect(port())) {
      return peer.meet(socket);
    }
  }

  /** What came of the first connection that is over. */
  T saw() throws Exception {
    return first.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
