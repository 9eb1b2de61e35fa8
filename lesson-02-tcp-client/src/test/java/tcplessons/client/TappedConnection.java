package tcplessons.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;

/** A connection through a tap; the test plays the client and the server. */
final class TappedConnection implements AutoCloseable {

  private final ServerSocket listener;

  final RunningStep tap;
  final Socket client;
  final Socket server;

  private TappedConnection(String... options) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    tap = startTap(listener.getLocalPort(), options);
    client = tap.connect();
    server = listener.accept();
    server.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
    tap.out.awaitLines(2); // the tap's connect() may return later than accept() here
  }

  static TappedConnection open(String... options) throws IOException {
    return new TappedConnection(options);
  }

  /** A tap before a server on 127.0.0.1. */
  static RunningStep startTap(int serverPort, String... options) {
    var to = Stream.of("--to", "127.0.0.1:" + serverPort);
    var all = Stream.concat(to, Stream.of(options)).toArray(String[]::new);
    return RunningStep.server(new Tap(), all);
  }

  /** What the tap has printed since it listens, without the time. */
  List<String> lines() {
    return tap.out.lines().stream()
        .skip(1)
        .map(line -> line.replaceFirst("^#(\\d+) +\\d+\\.\\d{3} s  ", "#$1 "))
        .toList();
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    listener.close();
    tap.close();
  }
}
