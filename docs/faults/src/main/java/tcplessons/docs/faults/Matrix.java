package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final int WARM_UP = 3;

  /** Within this the server must have given back what a peer cost it. */
  private static final Duration GIVEN_BACK = Duration.ofSeconds(60);

  /** What was found, and whatever was not as specified. */
  record Found(Survival.Server server, List<String> wrong) {}

  private final Row row;
  private final Optional<ServerProcess> upstream;
  private final List<Cell> cells = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private ServerProcess server;
  private Vitals before;
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
    warmUp();
    for (var column : Column.values()) {
      if (row.trials().containsKey(column)) {
        cell(column, () -> meet(row.trials().get(column)));
      }
    }
    cell(Column.CROWD, this::crowd);
    cell(Column.DESCRIPTORS, this::starve);
    var after = server.vitals();
    cell(Column.SIGTERM, () -> new Stop("TERM", server, row.good()).play());
    cell(Column.REBIND, this::rebind);
    cell(Column.SIGINT, () -> new Stop("INT", server, row.good()).play());
    var step = row.step();
    return new Found(
        new Survival.Server(
            step.lesson(), step.name(), step.args(), beside, before, after, List.copyOf(cells)),
        wrong);
  }

  private void warmUp() throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      row.good().holdAt(server.port());
      row.single().holdAt(server.port());
    }
    server.vitals(); // the first question costs a descriptor and a thread
    before = steady();
  }

  /** What it holds on to when nobody is there any more. */
  private Vitals steady() throws IOException {
    var last = server.vitals();
    for (var next = server.vitals(); !next.since(last).isEmpty() || !last.since(next).isEmpty(); ) {
      last = next;
      next = server.vitals();
    }
    return last;
  }

  private interface Ordeal {
    /** Returns what was not as specified. */
    List<String> play() throws IOException, InterruptedException;
  }

  private void cell(Column column, Ordeal ordeal) throws InterruptedException {
    var objections = new ArrayList<String>();
    try {
      objections.addAll(ordeal.play());
      if (server.err().contains("\tat ")) {
        objections.add("a stack trace: " + server.err());
      }
    } catch (IOException | ConditionTimeoutException e) {
      objections.add(e.toString());
    }
    cells.add(row.cell(column));
    objections.forEach(text -> wrong.add(row.id() + ", " + column.key() + ": " + text));
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
    awaitGivenBack(); // <4>
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

  private void awaitGivenBack() throws IOException {
    var last = new ArrayList<String>();
    try {
      ServerProcess.await(
          GIVEN_BACK, "nobody's descriptors", () -> server.descriptors() <= before.descriptors());
      ServerProcess.awaitRarely(
          GIVEN_BACK,
          "given back",
          () -> {
            last.clear();
            last.addAll(server.vitals().since(before));
            return last.isEmpty();
          });
    } catch (ConditionTimeoutException _) {
      throw new IOException(
          "not given back: " + last + ", descriptors: " + server.descriptors() + " of " + before);
    }
  }

  private List<String> crowd() throws IOException, InterruptedException {
    var objections = new ArrayList<String>();
    try (var good = new Beside(row.good(), server.port())) {
      var complaints = new Crowd(CROWD, row.single()).meet(server.port());
      if (!complaints.isEmpty()) {
        objections.add(complaints.size() + " of " + CROWD + ": " + complaints.getFirst());
      }
      good.awaitFirst();
      beside += good.count();
      good.failure().ifPresent(objections::add);
    }
    awaitGivenBack();
    return objections;
  }

  private List<String> starve() throws IOException, InterruptedException {
    var objections = new Starvation(server, row.single()).play();
    row.good().holdAt(server.port());
    awaitGivenBack();
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
