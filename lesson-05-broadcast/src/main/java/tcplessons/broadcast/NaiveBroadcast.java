package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/**
 * The original, line by line: the thread that reads from a client writes to all others.
 *
 * <p>The wrong way: a {@code write} to a client that does not read blocks the sender's thread.
 */
@RequiredArgsConstructor
final class NaiveBroadcast implements TcpServer.ConnectionHandler {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final PrintStream out;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  // tag::serve[]
  @Override
  public void handle(Socket socket) throws IOException {
    clients.add(socket); // <1>
    out.println(TcpServer.peer(socket) + " joined, " + clients.size() + " here");
    try {
      var buffer = new byte[BUFFER_BYTES];
      var in = socket.getInputStream();
      for (int count = in.read(buffer); count != -1; count = in.read(buffer)) {
        for (var client : clients) {
          if (client != socket) { // <2>
            client.getOutputStream().write(buffer, 0, count); // <3>
          }
        }
      }
    } finally {
      clients.remove(socket); // <4>
      out.println(TcpServer.peer(socket) + " left, " + clients.size() + " here");
    }
  }
  // end::serve[]
}
