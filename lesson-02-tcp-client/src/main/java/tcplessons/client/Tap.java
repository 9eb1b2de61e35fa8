package tcplessons.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A proxy between clients and a server that prints the data, FIN and RST that it forwards. */
@Command(
    name = "tap",
    description = "Sits between client and server and prints what passes, FIN and RST included.",
    footer = {
      "",
      "The tap stops reading from one side while the other side reads nothing. It then",
      "notices a RST of the first side only when the other side reads again or closes."
    })
final class Tap implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(5001);

  @Option(
      names = "--to",
      paramLabel = "NAME:N",
      converter = HostAndPort.Converter.class,
      description = "The server to connect to (${DEFAULT-VALUE}).")
  HostAndPort server = new HostAndPort("localhost", 5000);

  // Not ConnectOptions: its --host and --port would be those of ListenOptions.
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for each address to answer, as 500ms (${DEFAULT-VALUE}).")
  Duration connectTimeout = Duration.ofSeconds(5);

  @Mixin TapOptions options = new TapOptions();

  PrintStream out = System.out;
  PrintStream err = System.err;

  private final AtomicInteger connections = new AtomicInteger();

  /** A second name for the port of {@link ListenOptions}. */
  @Option(
      names = "--listen",
      paramLabel = "N",
      converter = PortConverter.class,
      description = "The same as --port; it reads better beside --to.")
  private void listenOn(int port) {
    listen.port = port;
  }

  @Override
  public Integer call() throws IOException {
    try (var proxy = new TcpServer(listen.open(), this::forward, out, err)) {
      proxy.run();
    }
    return 0;
  }

  // tag::forward[]
  private void forward(Socket client) throws IOException {
    int number = connections.incrementAndGet();
    Socket upstream;
    try {
      upstream = new Connector(connectTimeout, out).connect(server.host(), server.port()); // <1>
    } catch (IOException e) {
      client.setSoLinger(true, 0); // <2>
      throw e;
    }
    try (upstream) {
      var peer = TcpServer.peer(client);
      out.println("#" + number + " " + peer + " to " + upstream.getRemoteSocketAddress());
      new TapConnection(number, client, upstream, options, out).run(); // <3>
    }
  }
  // end::forward[]
}
