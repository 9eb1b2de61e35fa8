package tcplessons.grader.peers;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that accepts no connection, and whose backlog is full: Linux discards each further SYN.
 */
public final class FullBacklog implements Closeable {

  private static final int CLIENTS_MAX = 8;
  private static final int CONNECT_MILLIS = 150;

  /** One connection that takes long may be a slow machine. */
  private static final int REQUIRED_TIMEOUTS = 2;

  private final ServerSocket listener;
  private final List<Socket> clients = new ArrayList<>();
  private int timeouts;

  public FullBacklog(String host) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getByName(host));
    for (int i = 0; i < CLIENTS_MAX && !isFull(); i++) {
      var client = new Socket();
      clients.add(client);
      try {
        client.connect(new InetSocketAddress(host, port()), CONNECT_MILLIS);
      } catch (SocketTimeoutException _) {
        timeouts++;
      }
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Whether this system discards SYN when a backlog is full. */
  public boolean isFull() {
    return timeouts >= REQUIRED_TIMEOUTS;
  }

  @Override
  public void close() throws IOException {
    for (var client : clients) {
      client.close();
    }
    listener.close();
  }
}
