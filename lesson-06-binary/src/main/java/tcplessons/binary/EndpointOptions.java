package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where a step listens or what it connects to, and the time limit of its messages. Each step of
 * this lesson is a server or a client, so {@code --host} and {@code --port} are either the step's
 * own or the server's.
 */
@Command(
    footer =
        "%nA step that connects takes the server's --host, a name or an address, and --port. Its"
            + " default host is "
            + EndpointOptions.DEFAULT_SERVER
            + ".")
final class EndpointOptions {

  static final String DEFAULT_SERVER = "127.0.0.1";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  @Mixin ListenOptions listen;

  /**
   * Long enough to type a message by hand. A client that disappears without FIN keeps its socket
   * and thread on the server for this time.
   */
  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      description =
          "Close a connection on which no message was finished for so long, as 500ms"
              + " (${DEFAULT-VALUE}).")
  Duration idleTimeout = Duration.ofSeconds(30);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec step;

  /**
   * @param port the step's default port
   */
  EndpointOptions(int port) {
    listen = new ListenOptions(port);
  }

  /** Listens. */
  ServerSocket open() throws IOException {
    return listen.open();
  }

  /**
   * Connects, handles the connection, and closes it.
   *
   * @throws IOException with one line for the user that names the server and the reason
   */
  void connect(TcpServer.ConnectionHandler handler, PrintStream out) throws IOException {
    boolean isDefault = listen.host.equals("*");
    connect(isDefault ? DEFAULT_SERVER : listen.host, listen.port, handler, out);
  }

  /** Connects to this server, handles the connection, and closes it. */
  void connect(String host, int port, TcpServer.ConnectionHandler handler, PrintStream out)
      throws IOException {
    if (port == 0) {
      throw wrongUsage("port 0 is for listening; to connect, name the server's port");
    }
    try (var socket = new Connector(CONNECT_TIMEOUT, out).connect(host, port)) {
      var peer = TcpServer.peer(socket);
      try {
        handler.handle(socket);
      } catch (IOException e) {
        throw new IOException("connection to " + peer + ": " + Cli.describe(e), e);
      }
    }
  }

  /** An error in the options of the step: exit code 2. */
  ParameterException wrongUsage(String message) {
    return new ParameterException(step.commandLine(), message);
  }
}
