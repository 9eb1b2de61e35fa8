package tcplessons.grader.peers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy that passes on one byte at a time, FIN as FIN and RST as RST: the tap of lesson 02. */
public final class DrippingProxy implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int READ_MILLIS_MAX = 50;

  private final InetSocketAddress server;
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * @param server to which it connects for each client
   */
  public DrippingProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = open(listener.accept());
        var upstream = open(new Socket());
        try {
          upstream.connect(server);
        } catch (IOException _) {
          abort(client);
          continue;
        }
        Thread.startVirtualThread(() -> forward(client, upstream));
        Thread.startVirtualThread(() -> forward(upstream, client));
      }
    } catch (IOException _) {
      // it is closed
    }
  }

  private Socket open(Socket socket) throws IOException {
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void forward(Socket from, Socket to) {
    try {
      var buffer = new byte[BUFFER_BYTES];
      int count;
      while ((count = from.getInputStream().read(buffer)) != -1) {
        for (int i = 0; i < count; i++) {
          to.getOutputStream().write(buffer, i, 1);
          awaitRead(to);
        }
      }
      to.shutdownOutput();
    } catch (IOException _) {
      abort(from);
      abort(to);
    }
  }

  /** So that the receiver does not find the next byte when it reads this one. */
  private static void awaitRead(Socket to) throws IOException {
    for (int i = 0; i < READ_MILLIS_MAX; i++) {
      sleep();
      if (!isUnread(to)) {
        return;
      }
    }
  }

  /** Other systems than Linux do not show it: there is only the pause. */
  private static boolean isUnread(Socket to) {
    try {
      return TcpTable.read().unread(to.getPort(), to.getLocalPort()) > 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static void sleep() throws InterruptedIOException {
    try {
      Thread.sleep(1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Closes with RST. */
  private static void abort(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // it is closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(DrippingProxy::abort);
  }
}
