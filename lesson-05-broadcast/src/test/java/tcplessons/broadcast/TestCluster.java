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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three servers on the loopback, each in a JVM of its own. */
final class TestCluster implements AutoCloseable {

  /** Longer than other tests wait: three JVMs find each other while others use the processors. */
  static final Duration TIMEOUT = Duration.ofSeconds(90);

  /**
   * Below the ephemeral ports, which start at 32768. Otherwise the kernel could give one of these
   * ports to another cluster for its clients before the server here listens on it, and the servers
   * that probe it would join that chat as guests.
   */
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(15_000, 25_000));

  private final List<Integer> ports = List.of(freePort(), freePort(), freePort());
  private final String peers =
      ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  private final List<TestProcess> servers = new ArrayList<>();

  /** A port that was free a moment ago, and that no other cluster of these tests gets. */
  static int freePort() {
    while (true) {
      int port = NEXT_PORT.getAndIncrement();
      try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        return port;
      } catch (BindException _) {
        // The port is in use: try the next one.
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

  TestProcess start(int i, String... options) throws Exception {
    return start(List.of(), i, options);
  }

  /** Starts a server with another program, such as env. */
  TestProcess start(List<String> launcher, int i, String... options) throws Exception {
    var arguments = new ArrayList<>(List.of("cluster", "--host", "127.0.0.1", "--port", "0"));
    arguments.addAll(List.of("--bind", name(i), "--peers", peers));
    arguments.addAll(List.of(options));
    var server = JvmProcess.start(launcher, Lesson05.class, arguments.toArray(String[]::new));
    servers.add(server);
    awaitLine(server, line -> line.startsWith("listen on port "));
    return server;
  }

  /** Starts three servers, and waits until they have found each other. */
  List<TestProcess> startAll(String... options) throws Exception {
    var all = new ArrayList<TestProcess>();
    for (int i = 0; i < 3; i++) {
      all.add(start(i, options));
    }
    order(all);
    return all;
  }

  static void awaitLine(TestProcess server, Predicate<String> matches) {
    await().atMost(TIMEOUT).until(() -> server.out.lines().stream().anyMatch(matches));
  }

  /** The line that a server prints when these servers are the cluster. */
  String view(int... members) {
    return "cluster chat: "
        + IntStream.of(members).mapToObj(this::name).collect(Collectors.joining(", "));
  }

  /**
   * Waits until all servers have the same view of three servers, and returns the view's order:
   * first the coordinator. On a busy machine that may be any of them: a server that does not find
   * the others in time starts alone, and then their views are merged.
   */
  List<Integer> order(List<TestProcess> all) {
    await()
        .atMost(TIMEOUT)
        .until(() ->
            all.stream().map(TestCluster::lastView).distinct().count() == 1
                && lastView(all.getFirst()).split(", ").length == 3);
    var view = lastView(all.getFirst());
    return IntStream.range(0, 3)
        .boxed()
        .sorted(Comparator.comparing(i -> view.indexOf(name(i))))
        .toList();
  }

  private static String lastView(TestProcess server) {
    return server.out.lines().stream()
        .filter(line -> line.startsWith("cluster chat: "))
        .reduce("", (_, last) -> last);
  }

  @Override
  public void close() {
    servers.forEach(TestProcess::close);
  }
}
