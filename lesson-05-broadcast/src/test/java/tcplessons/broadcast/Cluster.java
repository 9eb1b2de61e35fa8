package tcplessons.broadcast;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three servers on the loopback, each a JVM of its own, that know of each other. */
final class Cluster implements AutoCloseable {

  /** For three JVMs that find each other while others keep the processors busy. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * Below the ports that the kernel gives to whoever asks for any, 32768 and up. One of those may
   * be another cluster's port for guests before it is a server's here; what looks for that server
   * would be a guest there, and take a name.
   */
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(15_000, 25_000));

  private final List<Integer> ports = List.of(freePort(), freePort(), freePort());
  private final String peers =
      ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  private final List<Command> servers = new ArrayList<>();

  /** One that was free a moment ago, and that no other cluster of these tests has. */
  static int freePort() {
    while (true) {
      int port = NEXT_PORT.getAndIncrement();
      try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        return port;
      } catch (BindException _) {
        // somebody listens there: the next one
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  int port(int i) {
    return ports.get(i);
  }

  String name(int i) {
    return "127.0.0.1:" + ports.get(i);
  }

  Command starts(int i, String... options) throws IOException {
    return startsBy(List.of(), i, options);
  }

  /** Started by another program, such as env. */
  Command startsBy(List<String> starter, int i, String... options) throws IOException {
    var words = new ArrayList<>(List.of("cluster", "--host", "127.0.0.1", "--port", "0"));
    words.addAll(List.of("--bind", name(i), "--peers", peers));
    words.addAll(List.of(options));
    var server = Command.lessonBy(starter, words.toArray(String[]::new));
    servers.add(server);
    server.port();
    return server;
  }

  /** Three servers that have found each other. */
  List<Command> startsAll(String... options) throws IOException {
    var all = new ArrayList<Command>();
    for (int i = 0; i < 3; i++) {
      all.add(starts(i, options));
    }
    order(all);
    return all;
  }

  String view(int... members) {
    return "cluster chat: "
        + IntStream.of(members).mapToObj(this::name).collect(Collectors.joining(", "));
  }

  /**
   * Waits until all servers list the same three; in that order, first the coordinator. On a busy
   * machine it may be any: one that finds nobody in time begins alone, and they come together.
   */
  List<Integer> order(List<Command> all) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            all.stream().map(Cluster::lastView).distinct().count() == 1
                && lastView(all.getFirst()).split(", ").length == 3);
    var view = lastView(all.getFirst());
    return IntStream.range(0, 3)
        .boxed()
        .sorted(Comparator.comparing(i -> view.indexOf(name(i))))
        .toList();
  }

  private static String lastView(Command server) {
    return server.out().stream()
        .filter(line -> line.startsWith("cluster chat: "))
        .reduce("", (_, last) -> last);
  }

  @Override
  public void close() {
    servers.forEach(Command::close);
  }
}
