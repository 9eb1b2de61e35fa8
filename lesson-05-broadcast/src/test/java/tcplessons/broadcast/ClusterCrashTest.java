package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The coordinator is killed under load. */
@Timeout(300)
class ClusterCrashTest {

  private static final int LINES = 1000;

  private static final long TIMEOUT_SECONDS = TestCluster.TIMEOUT.toSeconds();

  /** After how many of the 3000 lines of a round, as one client has received them. */
  private static final List<Integer> KILLED_AFTER = List.of(1, 100, 400, 900, 1700);

  /** In each round the coordinator is killed, and started again. */
  @Test
  void the_surviving_servers_deliver_the_same_lines_in_the_same_order_and_lose_none_of_theirs()
      throws Exception {
    try (var cluster = new TestCluster();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = new ArrayList<>(cluster.startAll());
      for (int round = 0; round < KILLED_AFTER.size(); round++) {
        var order = cluster.order(servers);
        int crashing = order.get(0);
        int next = order.get(1);
        int last = order.get(2);
        var load = new Round(threads, KILLED_AFTER.get(round), cluster.name(crashing));
        var received = load.receive(servers.get(next));
        var same = load.receive(servers.get(last));
        for (var server : servers) {
          load.send(server);
        }
        assertThat(load.killPoint.await(TIMEOUT_SECONDS, TimeUnit.SECONDS))
            .as("round %d", round)
            .isTrue();
        servers.get(crashing).signal("KILL");

        var lines = received.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertThat(same.get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
            .as("round %d", round)
            .isEqualTo(lines);
        assertThat(lines).containsOnlyOnce("* server " + cluster.name(crashing) + " left");
        for (int survivor : List.of(next, last)) {
          assertThat(lines.stream().filter(line -> line.contains(cluster.name(survivor) + ": ")))
              .as("round %d", round)
              .map(line -> line.substring(line.indexOf(": ") + 2))
              .containsExactlyElementsOf(allLines());
        }
        servers.set(crashing, cluster.start(crashing));
      }
    }
  }

  private static List<String> allLines() {
    return IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList();
  }

  /** The clients of one round. */
  private record Round(
      ExecutorService threads, int killAfter, String crashing, CountDownLatch killPoint) {

    Round(ExecutorService threads, int killAfter, String crashing) {
      this(threads, killAfter, crashing, new CountDownLatch(1));
    }

    void send(TestProcess server) throws IOException {
      var sender = ChatClient.join(server.port());
      threads.submit(() -> {
        for (var line : allLines()) {
          sender.send(line);
        }
        return null;
      });
      threads.submit(() -> {
        while (sender.readLine() != null) {
          // otherwise the server would disconnect it
        }
        return null;
      });
    }

    /**
     * All lines until the last ones of the two survivors and the announcement that the third has
     * left, without the joins of other clients.
     */
    Future<List<String>> receive(TestProcess server) throws IOException {
      var receiver = ChatClient.join(server.port());
      return threads.submit(() -> {
        var lines = new ArrayList<String>();
        int finished = 0;
        while (finished < 3) {
          var line = receiver.readLine();
          if (!line.endsWith(" joined")) {
            lines.add(line);
          }
          if (lines.size() == killAfter) {
            killPoint.countDown();
          }
          boolean isLast = line.endsWith(": line " + (LINES - 1)) && !line.contains(crashing);
          if (isLast || line.equals("* server " + crashing + " left")) {
            finished++;
          }
        }
        receiver.close();
        return lines;
      });
    }
  }
}
