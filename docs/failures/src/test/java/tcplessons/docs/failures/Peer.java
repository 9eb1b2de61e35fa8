package tcplessons.docs.failures;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on the loopback that treats every client in the same bad manner. */
final class Peer implements Closeable {

  static final String HOST = "127.0.0.1";

  private static final int ENOUGH = 8192;

  /** What it does with a connection. */
  interface Manner {
    void treat(Socket client) throws IOException;
  }

  private final ServerSocket listener;
  private final Manner manner;
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

  private Peer(Manner manner) throws IOException {
    this.manner = manner;
    listener = new ServerSocket(0, 50, InetAddress.getByName(HOST));
    Thread.startVirtualThread(this::accept);
  }

  static Place that(Manner manner) throws IOException {
    var peer = new Peer(manner);
    return Place.at(HOST, peer.listener.getLocalPort(), peer);
  }

  /** Waits for a client's first words: those of a request, or one byte. */
  static void hear(Socket client) throws IOException {
    client.getInputStream().read(new byte[ENOUGH]);
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        clients.add(client);
        Thread.startVirtualThread(() -> {
          try {
            manner.treat(client);
          } catch (IOException _) {
            // The client was the first to leave.
          }
        });
      }
    } catch (IOException _) {
      // The test is over.
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
