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

/** A server, and good clients and peers of all kinds that talk to it at a steady rate. */
final class Traffic implements AutoCloseable {

  /** Of so many conversations one is a peer's. */
  private static final int PEERS_SHARE = 5;

  /** How many of the usual peers come before one of those that send much. */
  private static final int USUAL_ROUNDS = 4;

  private static final Set<Column> HEAVY = Set.of(Column.NEVER_READS, Column.OVERSIZE);
  private static final int AT_A_TIME = 64;
  private static final Duration LAST_WORDS = Duration.ofSeconds(60);

  private final Row row;
  private final Duration pause;
  private final Optional<ServerProcess> upstream;
  private final ServerProcess server;
  private final Baseline baseline;
  private final List<Trial> peers;
  private final Semaphore places = new Semaphore(AT_A_TIME);
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile Thread talker;
  private volatile int count;

  /**
   * @param rate conversations a second
   */
  Traffic(Row row, int rate) throws IOException {
    this.row = row;
    pause = Duration.ofSeconds(1).dividedBy(rate);
    upstream =
        row.upstream().isPresent()
            ? Optional.of(ServerProcess.start(row.upstream().get(), 0))
            : Optional.empty();
    server = ServerProcess.start(Matrix.step(row, upstream), 0);
    baseline = Baseline.of(row, server);
    peers = peers(row);
  }

  private static List<Trial> peers(Row row) {
    var peers = new ArrayList<Trial>();
    for (int i = 0; i < USUAL_ROUNDS; i++) {
      row.trials().entrySet().stream()
          .filter(entry -> !HEAVY.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .forEach(peers::add);
    }
    HEAVY.stream()
        .map(row.trials()::get)
        .filter(trial -> trial.meanwhile().isEmpty())
        .forEach(peers::add);
    return peers;
  }

  String id() {
    return row.id();
  }

  int count() {
    return count;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** What the server held on to before the first of these conversations. */
  Vitals before() {
    return baseline.vitals();
  }

  /** What it holds on to when nobody is there any more; what is more than before is wrong. */
  Vitals now() throws IOException {
    try {
      return baseline.awaitGivenBack();
    } catch (Baseline.Leak e) {
      wrong.add(e.getMessage());
      return server.vitals();
    }
  }

  void start() {
    talker = Thread.startVirtualThread(this::talk);
  }

  /** Lets nobody begin any more, and waits for those who have. */
  void stop() throws InterruptedException {
    talker.interrupt();
    talker.join();
    if (!places.tryAcquire(AT_A_TIME, LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
      wrong.add("conversations without an end");
    }
    places.release(AT_A_TIME);
  }

  private void talk() {
    try {
      while (true) {
        places.acquire();
        int number = count++;
        Thread.startVirtualThread(() -> converse(number));
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse(int number) {
    try {
      if (number % PEERS_SHARE == 0) {
        meet(peers.get(number / PEERS_SHARE % peers.size()));
      } else {
        row.good().holdAt(server.port());
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    } finally {
      places.release();
    }
  }

  private void meet(Trial trial) throws IOException {
    try (var socket = trial.peer().connect(server.port())) {
      var seen = trial.peer().meet(socket);
      trial.expected().objection(seen).ifPresent(text -> wrong.add(text + ": " + seen));
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
