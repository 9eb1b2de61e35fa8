package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

/** A server, and well-behaved clients and peers of all kinds that use it at a constant rate. */
final class SoakTraffic implements AutoCloseable {

  /** One of this many connections is a peer's. */
  private static final int CONNECTIONS_PER_PEER = 5;

  /** How often every light fault comes before one heavy fault. */
  private static final int LIGHT_ROUNDS = 4;

  /** The faults that send megabytes. */
  private static final Set<Fault> HEAVY = Set.of(Fault.NEVER_READS, Fault.OVERSIZE);

  private static final int CONCURRENT_MAX = 64;

  private final ServerSpec spec;
  private final Duration pause;
  private final Optional<ServerProcess> upstream;
  private final ServerProcess server;
  private final Baseline baseline;
  private final List<FaultCase> peers;
  private final Semaphore permits = new Semaphore(CONCURRENT_MAX);
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private volatile Thread generator;
  private volatile int connections;

  /**
   * @param rate connections per second
   */
  SoakTraffic(ServerSpec spec, int rate) throws IOException {
    this.spec = spec;
    pause = Duration.ofSeconds(1).dividedBy(rate);
    upstream = MatrixRowRunner.startUpstream(spec);
    server = ServerProcess.start(MatrixRowRunner.step(spec, upstream), 0);
    baseline = Baseline.measure(spec, server);
    peers = peers(spec);
  }

  private static List<FaultCase> peers(ServerSpec spec) {
    var peers = new ArrayList<FaultCase>();
    for (int i = 0; i < LIGHT_ROUNDS; i++) {
      spec.cases().entrySet().stream()
          .filter(entry -> !HEAVY.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .forEach(peers::add);
    }
    HEAVY.stream()
        .map(spec.cases()::get)
        .filter(faultCase -> faultCase.load().isEmpty())
        .forEach(peers::add);
    return peers;
  }

  String id() {
    return spec.id();
  }

  int connections() {
    return connections;
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** The resources before the first connection. */
  ResourceUsage before() {
    return baseline.usage();
  }

  /** The resources when no client is connected any more. A leak is a violation. */
  ResourceUsage now() throws IOException {
    try {
      return baseline.awaitReleased();
    } catch (Baseline.ResourceLeakException e) {
      violations.add(e.getMessage());
      return server.resources();
    }
  }

  void start() {
    generator = Thread.startVirtualThread(this::generate);
  }

  /** Opens no connection any more, and waits for the end of those that are open. */
  void stop() throws InterruptedException {
    generator.interrupt();
    generator.join();
    if (permits.tryAcquire(CONCURRENT_MAX, Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      permits.release(CONCURRENT_MAX);
    } else {
      violations.add("connections that never end");
    }
  }

  private void generate() {
    try {
      while (true) {
        permits.acquire();
        int number = connections++;
        Thread.startVirtualThread(() -> use(number));
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void use(int number) {
    try {
      if (number % CONNECTIONS_PER_PEER == 0) {
        run(peers.get(number / CONNECTIONS_PER_PEER % peers.size()));
      } else {
        spec.wellBehavedExchange().performAt(server.port());
      }
    } catch (IOException e) {
      violations.add(e.toString());
    } finally {
      permits.release();
    }
  }

  private void run(FaultCase faultCase) throws IOException {
    try (var socket = faultCase.peer().connect(server.port())) {
      var result = faultCase.peer().run(socket);
      faultCase
          .expected()
          .violation(result)
          .ifPresent(text -> violations.add(text + ": " + result));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (upstream.isPresent()) {
      upstream.get().close();
    }
  }
}
