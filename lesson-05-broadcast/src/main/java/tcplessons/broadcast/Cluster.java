package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One server of a chat that runs on several servers. */
@Command(
    name = "cluster",
    description = "The same room over several servers, on one machine or more.")
final class Cluster implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(1337);
  @Mixin ClientLimits limits = new ClientLimits();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The room's name, the same for all its servers (${DEFAULT-VALUE}).")
  String name = "chat";

  @Option(
      names = "--bind",
      paramLabel = "ADDR[:N]",
      converter = ServerAddress.OptionalPortConverter.class,
      defaultValue = "127.0.0.1", // not an initialiser: the help shows it as it is typed
      description =
          "Where to listen for the other servers (${DEFAULT-VALUE}), N or the first free port of"
              + " 7800, 7801, 7802; and on N + 100.")
  InetSocketAddress bind;

  @Option(
      names = "--peers",
      paramLabel = "HOST:N",
      split = ",",
      converter = ServerAddress.Converter.class,
      description = "Where to look for them. Default: the three ports at --bind.")
  List<InetSocketAddress> peers;

  @Option(
      names = "--secret",
      paramLabel = "WORDS",
      description =
          "What all servers must know, or the variable CLUSTER_SECRET. Default: nothing; whoever"
              + " reaches the port gets in.")
  String secret = secretOf(System.getenv("CLUSTER_SECRET"));

  PrintStream out = System.out;
  PrintStream err = System.err;

  /** A variable without a value counts as not set: a shell script may export it always. */
  private static String secretOf(String variable) {
    return variable == null || variable.isBlank() ? null : variable;
  }

  @Override
  public Integer call() throws IOException {
    var address = bind.getAddress();
    if (secret == null && !address.isLoopbackAddress()) {
      var host = address.getHostAddress();
      err.println("no --secret: whoever reaches " + host + " may join and hear everything");
    }
    var others = peers == null ? ClusterPorts.all(address) : peers;
    var candidates = ClusterPorts.candidates(bind);
    var transport = new ClusterTransport(name, candidates, others, secret, out, err);
    var room = new Room(transport);
    var handler = new ChatHandler(room, limits, out);
    try (var server = new TcpServer(listen.open(), limits.maxClients, handler, out, err)) {
      room.open();
      server.run();
    }
    return 0;
  }
}
