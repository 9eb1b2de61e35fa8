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

/** Everybody talks, and the server that gives the order is killed. */
@Timeout(300)
class ClusterCrashTest {

  private static final int LINES = 3000;

  private static final long SECONDS = Cluster.PATIENCE.toSeconds();

  /** How many lines one of the survivors' guests has heard by then, of 9000 in each round. */
  private static final List<Integer> KILLED_AFTER = List.of(1, 300, 1000, 2500, 5000);

  /** One coordinator after the other is killed, and comes back. */
  @Test
  void the_survivors_hear_the_same_lines_in_the_same_order_and_none_of_theirs_is_lost()
      throws Exception {
    try (var cluster = new Cluster();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = new ArrayList<>(cluster.startsAll());
      for (int round = 0; round < KILLED_AFTER.size(); round++) {
        var order = cluster.order(servers);
        int dying = order.get(0);
        int next = order.get(1);
        int last = order.get(2);
        var talk = new Round(threads, KILLED_AFTER.get(round), cluster.name(dying));
        var heard = talk.hears(servers.get(next));
        var same = talk.hears(servers.get(last));
        for (var server : servers) {
          talk.says(server);
        }
        assertThat(talk.middle.await(SECONDS, TimeUnit.SECONDS)).as("round %d", round).isTrue();
        servers.get(dying).signal("KILL");

        var lines = heard.get(SECONDS, TimeUnit.SECONDS);
        assertThat(same.get(SECONDS, TimeUnit.SECONDS)).as("round %d", round).isEqualTo(lines);
        assertThat(lines).containsOnlyOnce("* server " + cluster.name(dying) + " left");
        for (int survivor : List.of(next, last)) {
          assertThat(lines.stream().filter(line -> line.contains(cluster.name(survivor) + ": ")))
              .as("round %d", round)
              .map(line -> line.substring(line.indexOf(": ") + 2))
              .containsExactlyElementsOf(allLines());
        }
        servers.set(dying, cluster.starts(dying));
      }
    }
  }

  private static List<String> allLines() {
    return IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList();
  }

  /** Who talks and who listens until one of them is killed. */
  private record Round(
      ExecutorService threads, int middleIsAfter, String dying, CountDownLatch middle) {

    Round(ExecutorService threads, int middleIsAfter, String dying) {
      this(threads, middleIsAfter, dying, new CountDownLatch(1));
    }

    void says(Command server) throws IOException {
      var talker = Guest.joining(server.port());
      threads.submit(() -> {
        for (var line : allLines()) {
          talker.says(line);
        }
        return null;
      });
      threads.submit(() -> {
        while (talker.hears() != null) {
          // or it would fall behind
        }
        return null;
      });
    }

    /** What a guest hears until two have said their last line, but for who joined. */
    Future<List<String>> hears(Command server) throws IOException {
      var listener = Guest.joining(server.port());
      return threads.submit(() -> {
        var heard = new ArrayList<String>();
        int over = 0;
        while (over < 2) {
          var line = listener.hears();
          if (!line.endsWith(" joined")) {
            heard.add(line);
          }
          if (heard.size() == middleIsAfter) {
            middle.countDown();
          }
          if (line.endsWith(": line " + (LINES - 1)) && !line.contains(dying)) {
            over++;
          }
        }
        listener.close();
        return heard;
      });
    }
  }
}
