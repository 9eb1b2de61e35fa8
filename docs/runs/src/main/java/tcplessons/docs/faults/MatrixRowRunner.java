package tcplessons.docs.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import tcplessons.docs.faults.Outcome.ClosedAtLimit;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.FaultMatrix;
import tcplessons.docs.model.FaultMatrix.Cell;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;
import tcplessons.grader.peers.TcpTable;

/**
 * Plays one row of the matrix: starts a server and exposes it to every fault, one after the other,
 * while a well-behaved client uses it.
 */
final class MatrixRowRunner implements AutoCloseable {

  private static final int CONCURRENT_CLIENTS = 500;

  /** The row, and everything that was not as specified. */
  record Result(FaultMatrix.Server server, List<String> violations) {}

  private final ServerSpec spec;
  private final Optional<ServerProcess> upstream;
  private final List<Cell> cells = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private ServerProcess server;
  private Baseline baseline;
  private ResourceUsage after;
  private int goodExchanges;

  private MatrixRowRunner(ServerSpec spec) throws IOException {
    this.spec = spec;
    upstream = startUpstream(spec);
  }

  static Result play(ServerSpec spec) throws IOException, InterruptedException {
    try (var row = new MatrixRowRunner(spec)) {
      return row.play();
    }
  }

  static Optional<ServerProcess> startUpstream(ServerSpec spec) throws IOException {
    return spec.upstream().isPresent()
        ? Optional.of(ServerProcess.start(spec.upstream().get(), 0))
        : Optional.empty();
  }

  /** The step, with the address of its upstream. */
  static ServerStep step(ServerSpec spec, Optional<ServerProcess> upstream) {
    var step = spec.step();
    if (upstream.isEmpty()) {
      return step;
    }
    var args = new ArrayList<>(step.args());
    args.addAll(List.of("--to", "localhost:" + upstream.get().port()));
    return new ServerStep(step.lesson(), step.name(), args);
  }

  private Result play() throws IOException, InterruptedException {
    server = ServerProcess.start(step(spec, upstream), 0);
    baseline = Baseline.measure(spec, server);
    after = baseline.usage();
    for (var fault : faults().entrySet()) {
      if (!play(fault.getKey(), fault.getValue())) {
        break;
      }
    }
    var step = spec.step();
    return new Result(
        new FaultMatrix.Server(
            step.lesson(),
            step.name(),
            step.args(),
            goodExchanges,
            baseline.usage(),
            after,
            List.copyOf(cells)),
        violations);
  }

  private interface Action {
    /** Returns what was not as specified. */
    List<String> run() throws IOException, InterruptedException;
  }

  private Map<Fault, Action> faults() {
    var faults = new EnumMap<Fault, Action>(Fault.class);
    spec.cases().forEach((fault, faultCase) -> faults.put(fault, () -> run(faultCase)));
    faults.put(Fault.CROWD, this::concurrentClients);
    faults.put(Fault.DESCRIPTORS, this::exhaustDescriptors);
    faults.put(Fault.SIGTERM, () -> new Shutdown("TERM", server, spec).run());
    faults.put(Fault.REBIND, this::rebind);
    faults.put(Fault.SIGINT, () -> new Shutdown("INT", server, spec).run());
    return faults;
  }

  /**
   * Returns whether the next fault makes sense: after a leak every later cell would only wait for
   * the same resources.
   */
  private boolean play(Fault fault, Action action) throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    boolean leaks = false;
    try {
      found.addAll(action.run());
    } catch (Baseline.ResourceLeakException e) {
      leaks = true;
      found.add(e.getMessage());
    } catch (IOException | ConditionTimeoutException e) {
      found.add(e.toString());
    }
    var err = server.newErr();
    if (err.contains("\tat ")) {
      found.add("a stack trace: " + err);
    }
    cells.add(spec.cell(fault));
    found.forEach(text -> violations.add(spec.id() + ", " + fault.key() + ": " + text));
    return !leaks;
  }

  // tag::run[]
  private List<String> run(FaultCase faultCase) throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    int port = server.port();
    try (var good = BackgroundClient.start(spec.wellBehavedExchange(), port);
        var _ = BackgroundLoad.start(faultCase.load(), port);
        var receiver = BroadcastReceiver.join(spec, faultCase, port)) {
      try (var socket = faultCase.peer().connect(port)) {
        var result = faultCase.peer().run(socket); // <1>
        faultCase.expected().violation(result).ifPresent(text -> found.add(text + ": " + result));
        if (faultCase.expected() instanceof ClosedAtLimit released) {
          awaitRelease(socket.getLocalPort(), released); // <2>
        }
        receiver.violation().ifPresent(found::add);
      }
      good.awaitFirst();
      goodExchanges += good.completed();
      good.failure().ifPresent(found::add); // <3>
    }
    baseline.awaitReleased(); // <4>
    return found;
  }

  // end::run[]

  /** Waits until the server has closed its socket while the peer still has its own. */
  private void awaitRelease(int peerPort, ClosedAtLimit released) {
    Waiting.untilRarely(
        released.time().plus(Outcome.LATE_TOLERANCE),
        "the server closes the socket of a peer that never closes",
        () -> !TcpTable.read().isHeld(server.port(), peerPort));
  }

  private List<String> concurrentClients() throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    try (var good = BackgroundClient.start(spec.wellBehavedExchange(), server.port())) {
      List<String> failures;
      synchronized (ConcurrentClients.class) { // one row at a time: 500 threads are enough
        failures =
            new ConcurrentClients(CONCURRENT_CLIENTS, spec.singleConnectionExchange())
                .run(server.port());
      }
      if (!failures.isEmpty()) {
        found.add(
            "%d of %d: %s".formatted(failures.size(), CONCURRENT_CLIENTS, failures.getFirst()));
      }
      good.awaitFirst();
      goodExchanges += good.completed();
      good.failure().ifPresent(found::add);
    }
    baseline.awaitReleased();
    return found;
  }

  private List<String> exhaustDescriptors() throws IOException, InterruptedException {
    var found =
        new DescriptorExhaustion(server, spec.singleConnectionExchange(), upstream.isPresent())
            .run();
    spec.wellBehavedExchange().performAt(server.port());
    after = baseline.awaitReleased();
    return found;
  }

  private List<String> rebind() throws IOException {
    int port = server.port();
    if (!TcpTable.read().hasTimeWait(port)) {
      return List.of("no connection of port " + port + " is in TIME-WAIT");
    }
    server.close();
    server = ServerProcess.start(step(spec, upstream), port);
    spec.wellBehavedExchange().performAt(port);
    return List.of();
  }

  @Override
  public void close() throws IOException {
    try (var _ = server) {
      if (upstream.isPresent()) {
        upstream.get().close();
      }
    }
  }
}
