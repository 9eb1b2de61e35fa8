package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tcplessons.docs.kit.LoopbackServer;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.Peer;
import tcplessons.grader.peers.PeerResult;

/** A server whose handler has a result, and closes the connection afterwards. */
final class TestServer<T> implements AutoCloseable {

  interface Handler<T> {
    T handle(Socket socket) throws IOException;
  }

  private final CompletableFuture<T> first = new CompletableFuture<>();
  private final LoopbackServer server;

  TestServer(Handler<T> handler) throws IOException {
    server = LoopbackServer.start(socket -> handle(handler, socket));
  }

  private void handle(Handler<T> handler, Socket socket) {
    try (socket) {
      first.complete(handler.handle(socket));
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
  }

  int port() {
    return server.port();
  }

  PeerResult run(Peer peer) throws IOException {
    try (var socket = peer.connect(port())) {
      return peer.run(socket);
    }
  }

  /** The result of the first connection whose handler returned. */
  T firstResult() throws Exception {
    return first.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
