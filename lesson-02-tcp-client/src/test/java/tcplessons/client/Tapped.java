package tcplessons.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A client and a server with a tap between them; the test plays both. */
final class Tapped implements AutoCloseable {

  private final ServerSocket listener;

  final Running tap;
  final Socket client;
  final Socket server;

  private Tapped(TapManners manners) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    tap = Running.tap(listener.getLocalPort(), manners);
    client = tap.connect();
    server = listener.accept();
    server.setSoTimeout((int) Running.PATIENCE.toMillis());
    tap.out.awaitLines(lines -> lines.size() == 2); // accepted here may not yet be connected there
  }

  static Tapped connected() throws IOException {
    return connected(TapManners.builder().build());
  }

  static Tapped connected(TapManners manners) throws IOException {
    return new Tapped(manners);
  }

  /** The tap's lines from the first connection on, without the time. */
  List<String> story() {
    return tap.out.lines().stream()
        .skip(1)
        .map(line -> line.replaceFirst("^#(\\d+) +\\d+\\.\\d{3} s  ", "#$1 "))
        .toList();
  }

  void awaitStory(String line) {
    tap.out.awaitLines(_ -> story().contains(line));
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    listener.close();
    tap.close();
  }
}
