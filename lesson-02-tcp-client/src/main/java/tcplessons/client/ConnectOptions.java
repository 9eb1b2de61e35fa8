package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where a client connects to. */
final class ConnectOptions {

  /** What a client does with its connection. It closes the socket. */
  interface Client {
    void run(Socket socket) throws IOException, InterruptedException;
  }

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Name or address to connect to (${DEFAULT-VALUE}).")
  String host = "localhost";

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PortConverter.class,
      description = "Port to connect to (${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for each address to answer, as 500ms (${DEFAULT-VALUE}).")
  Duration connectTimeout = Duration.ofSeconds(5);

  /**
   * @param port the step's default port
   */
  ConnectOptions(int port) {
    this.port = port;
  }

  /**
   * Connects.
   *
   * @param out where it prints which addresses did not respond while others are left
   * @throws IOException with one line for the user that names the peer and the reason
   */
  Socket connect(PrintStream out) throws IOException {
    return new Connector(connectTimeout, out).connect(host, port);
  }

  /**
   * Connects, and lets a client use the connection.
   *
   * @throws IOException with one line for the user that names the peer and the reason
   */
  void connect(PrintStream out, Client client) throws IOException, InterruptedException {
    var socket = connect(out);
    var peer = socket.getRemoteSocketAddress();
    try {
      client.run(socket);
    } catch (IOException e) {
      throw new IOException("connection to " + peer + ": " + e.getMessage(), e);
    }
  }
}
