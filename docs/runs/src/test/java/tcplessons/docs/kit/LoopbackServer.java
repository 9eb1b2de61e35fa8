package tcplessons.docs.kit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on the loopback that runs one handler for every connection. */
public final class LoopbackServer implements Closeable {

  public static final String HOST = "127.0.0.1";

  private static final int BACKLOG = 600;

  /** What the server does with a connection, which stays open until the server is closed. */
  public interface Handler {
    void handle(Socket client) throws IOException;
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

  private LoopbackServer(Handler handler) throws IOException {
    this.handler = handler;
    listener = new ServerSocket(0, BACKLOG, InetAddress.getByName(HOST));
  }

  public static LoopbackServer start(Handler handler) throws IOException {
    var server = new LoopbackServer(handler);
    Thread.startVirtualThread(server::accept);
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        clients.add(client);
        Thread.startVirtualThread(() -> handle(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void handle(Socket client) {
    try {
      handler.handle(client);
    } catch (IOException _) {
      // the client has closed or reset the connection
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var client : clients) {
      client.close();
    }
  }
}
