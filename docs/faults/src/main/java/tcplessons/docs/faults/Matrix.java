package tcplessons.docs.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import tcplessons.docs.faults.Outcome.Released;
import tcplessons.docs.faults.Survival.Cell;

/**
 * Plays one row of the matrix: starts its server and lets it meet every peer, one after the other,
 * beside a well-behaved client.
 */
final class Matrix implements AutoCloseable {

  private static final int CROWD = 500;

  /** What was found, and whatever was not as specified. */
  record Found(Survival.Server server, List<String> wrong) {}

  private final Row row;
  private final Optional<ServerProcess> upstream;
  private final List<Cell> cells = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private ServerProcess server;
  private Baseline baseline;
  private Vitals after;
  private int beside;

  private Matrix(Row row) throws IOException {
    this.row = row;
    upstream =
        row.upstream().isPresent()
            ? Optional.of(ServerProcess.start(row.upstream().get(), 0))
            : Optional.empty();
  }

  /** Plays a row. */
  static Found play(Row row) throws IOException, InterruptedException {
    try (var matrix = new Matrix(row)) {
      return matrix.play();
    }
  }

  /** The step, told where the server is that it needs. */
  static Step step(Row row, Optional<ServerProcess> upstream) {
    var step = row.step();
    if (upstream.isEmpty()) {
      return step;
    }
    var args = new ArrayList<>(step.args());
    args.addAll(List.of("--to", "localhost:" + upstream.get().port()));
    return new Step(step.lesson(), step.name(), args);
  }

  private Found play() throws IOException, InterruptedException {
    server = ServerProcess.start(step(row, upstream), 0);
    baseline = Baseline.of(row, server);
    after = baseline.vitals();
    for (var ordeal : ordeals().entrySet()) {
      if (!cell(ordeal.getKey(), ordeal.getValue())) {
        break;
      }
    }
    var step = row.step();
    return new Found(
        new Survival.Server(
            step.lesson(),
            step.name(),
            step.args(),
            beside,
            baseline.vitals(),
            after,
            List.copyOf(cells)),
        wrong);
  }

  private Map<Column, Ordeal> ordeals() {
    var ordeals = new EnumMap<Column, Ordeal>(Column.class);
    row.trials().forEach((column, trial) -> ordeals.put(column, () -> meet(trial)));
    ordeals.put(Column.CROWD, this::crowd);
    ordeals.put(Column.DESCRIPTORS, this::starve);
    ordeals.put(Column.SIGTERM, () -> new Stop("TERM", server, row).play());
    ordeals.put(Column.REBIND, this::rebind);
    ordeals.put(Column.SIGINT, () -> new Stop("INT", server, row).play());
    return ordeals;
  }

  private interface Ordeal {
    /** Returns what was not as specified. */
    List<String> play() throws IOException, InterruptedException;
  }

  /**
   * Returns whether there is a point in going on: with a server that has not given back what one
   * peer cost it, every later cell would only wait for the same.
   */
  private boolean cell(Column column, Ordeal ordeal) throws IOException, InterruptedException {
    var objections = new ArrayList<String>();
    boolean leaks = false;
    try {
      objections.addAll(ordeal.play());
    } catch (Baseline.Leak e) {
      leaks = true;
      objections.add(e.getMessage());
    } catch (IOException | ConditionTimeoutException e) {
      objections.add(e.toString());
    }
    var said = server.newErr();
    if (said.contains("\tat ")) {
      objections.add("a stack trace: " + said);
    }
    cells.add(row.cell(column));
    objections.forEach(text -> wrong.add(row.id() + ", " + column.key() + ": " + text));
    return !leaks;
  }

  // tag::meet[]
  private List<String> meet(Trial trial) throws IOException, InterruptedException {
    var objections = new ArrayList<String>();
    try (var good = new Beside(row.good(), server.port());
        var _ = new Noise(trial.meanwhile(), server.port());
        var witness = new Witness(row, trial, server.port())) {
      try (var socket = trial.peer().connect(server.port())) {
        var seen = trial.peer().meet(socket); // <1>
        trial.expected().objection(seen).map(text -> text + ": " + seen).ifPresent(objections::add);
        if (trial.expected() instanceof Released released) {
          awaitRelease(socket.getLocalPort(), released); // <2>
        }
        witness.objection().ifPresent(objections::add);
      }
      good.awaitFirst();
      beside += good.count();
      good.failure().ifPresent(objections::add); // <3>
    }
    baseline.awaitGivenBack(); // <4>
    return objections;
  }

  // end::meet[]

  /** The peer is still there; the server's socket must not be. */
  private void awaitRelease(int peerPort, Released released) {
    ServerProcess.awaitRarely(
        released.time().plus(Outcome.SLACK),
        "let go of a peer that does not end",
        () -> !TcpTable.isHeld(server.port(), peerPort));
  }

  private List<String> crowd() throws IOException, InterruptedException {
    var objections = new ArrayList<String>();
    try (var good = new Beside(row.good(), server.port())) {
      List<String> complaints;
      synchronized (Crowd.class) { // two crowds at once would wait for each other's members
        complaints = new Crowd(CROWD, row.single()).meet(server.port());
      }
      if (!complaints.isEmpty()) {
        objections.add(complaints.size() + " of " + CROWD + ": " + complaints.getFirst());
      }
      good.awaitFirst();
      beside += good.count();
      good.failure().ifPresent(objections::add);
    }
    baseline.awaitGivenBack();
    return objections;
  }

  private List<String> starve() throws IOException, InterruptedException {
    var objections = new Starvation(server, row.single(), upstream.isPresent()).play();
    row.good().holdAt(server.port());
    after = baseline.awaitGivenBack();
    return objections;
  }

  private List<String> rebind() throws IOException {
    int port = server.port();
    if (!TcpTable.hasTimeWait(port)) {
      return List.of("no connection of port " + port + " is in TIME_WAIT");
    }
    server.close();
    server = ServerProcess.start(step(row, upstream), port);
    row.good().holdAt(port);
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
