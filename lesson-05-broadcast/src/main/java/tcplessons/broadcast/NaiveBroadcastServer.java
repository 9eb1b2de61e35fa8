package tcplessons.broadcast;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The original, line by line: whoever has something to say writes it to all others.
 *
 * <p>The wrong way, to be seen: it writes to each of them in turn and waits for each of them.
 */
final class NaiveBroadcastServer extends TcpServer {

  private static final int PIECE = 16 * 1024;

  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  // tag::listen[]
  NaiveBroadcastServer(ServerOptions options) throws IOException {
    super(options, new ServerSocket(options.port(), options.backlog(), options.host()));
  }

  // end::listen[]

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    clients.add(socket); // <1>
    out.println(peer(socket) + " joined, " + clients.size() + " here");
    try {
      var piece = new byte[PIECE];
      var in = socket.getInputStream();
      for (int count = in.read(piece); count != -1; count = in.read(piece)) {
        for (var client : clients) {
          if (client != socket) { // <2>
            client.getOutputStream().write(piece, 0, count); // <3>
          }
        }
      }
    } finally {
      clients.remove(socket); // <4>
      out.println(peer(socket) + " left, " + clients.size() + " here");
    }
  }
  // end::serve[]
}
