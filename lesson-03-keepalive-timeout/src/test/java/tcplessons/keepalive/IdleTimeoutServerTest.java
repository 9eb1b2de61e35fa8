package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdleTimeoutServerTest {

  private static final Duration LIMIT = ofSeconds(6);
  private static final Duration A_MOMENT = Duration.ofNanos(1);
  private static final String FAREWELL = "idle timeout..";

  /** When an echo asks for the time: first its connection did, when it was accepted. */
  private static final int AFTER_READ = 2;

  private static final int AFTER_WRITE = 3;

  private static final int AFTER_NEXT_READ = 4;

  private final HandClock clock = new HandClock();

  @Test
  void a_silent_client_hears_idle_timeout_and_then_the_end() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      awaitWatched(1);
      clock.turn(LIMIT.minus(A_MOMENT));
      assertThat(clock.waiting()).isEqualTo(1);
      assertThat(client.getInputStream().available()).isZero();
      clock.turn(A_MOMENT);
      assertThat(rest(client)).isEqualTo(FAREWELL);

      running.stop();
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              peer(client) + ": connected",
              peer(client) + ": idle for 6000 ms, closed");
      assertThat(running.err.lines()).isEmpty();
      assertThat(clock.waiting()).isZero();
    }
  }

  @Test
  void by_the_real_clock_it_takes_the_limit() throws Exception {
    var limit = Duration.ofMillis(200);
    try (var running = Running.idleTimeout(limit, Alarm.SYSTEM)) {
      long start = System.nanoTime();
      try (var client = running.connect()) {
        assertThat(rest(client)).isEqualTo(FAREWELL);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(limit, Running.PATIENCE);
      }
    }
  }

  @Test
  void however_short_the_limit_the_farewell_is_heard() throws Exception {
    try (var running = Running.idleTimeout(Duration.ofMillis(1), Alarm.SYSTEM)) {
      for (int i = 0; i < 500; i++) {
        try (var client = running.connect()) {
          assertThat(rest(client)).isEqualTo(FAREWELL);
        }
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void what_is_read_starts_the_limit_anew() throws Exception {
    var ends = new CompletableFuture<Duration>();
    clock.when(AFTER_READ, () -> clock.turn(ofSeconds(4)));
    clock.when(
        AFTER_WRITE,
        () -> {
          clock.turn(ofSeconds(4)); // the write took so long, and has not been noted yet
          ends.complete(clock.due());
        });
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      say(client, "x");
      assertThat(ends).succeedsWithin(Running.PATIENCE).isEqualTo(ofSeconds(4 + 6));
    }
  }

  @Test
  void what_is_written_starts_the_limit_anew() throws Exception {
    var ends = new CompletableFuture<Duration>();
    clock.when(AFTER_WRITE, () -> clock.turn(ofSeconds(4))); // the read was at 0 s
    clock.when(
        AFTER_NEXT_READ,
        () -> {
          clock.turn(ofSeconds(4)); // and has not been noted yet
          ends.complete(clock.due());
        });
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      say(client, "x");
      assertThat(client.getInputStream().read()).isEqualTo('x');
      say(client, "y");
      assertThat(ends).succeedsWithin(Running.PATIENCE).isEqualTo(ofSeconds(4 + 6));
    }
  }

  @Test
  void an_answer_can_be_held_back() throws Exception {
    var thinking = Duration.ofMillis(100);
    try (var running =
            Running.start(options -> new IdleTimeoutServer(options, LIMIT, thinking, clock));
        var client = running.connect()) {
      long start = System.nanoTime();
      say(client, "x");
      assertThat(client.getInputStream().read()).isEqualTo('x');
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(thinking.toNanos());
    }
  }

  // tag::dribble[]
  @Test
  void a_client_that_dribbles_stays_for_as_long_as_it_likes() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      awaitWatched(1);
      for (int i = 0; i < 1000; i++) {
        clock.turn(ofSeconds(5));
        say(client, "x");
        assertThat(client.getInputStream().read()).isEqualTo('x');
      }
      client.shutdownOutput();
      assertThat(rest(client)).isEmpty();
      running.out.awaitLine(peer(client) + ": ended by the client");
    }
  }

  // end::dribble[]

  @Test
  void connections_have_one_entry_in_the_timer_each_however_much_they_talk() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock)) {
      for (int i = 1; i <= 20; i++) {
        try (var client = running.connect()) {
          for (int j = 0; j < 20; j++) {
            say(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('x');
            assertThat(clock.waiting()).isEqualTo(1);
          }
          assertThat(clock.set()).isEqualTo(i);
        }
        await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 0);
      }
    }
  }

  @Test
  void a_client_that_ends_by_itself_is_not_called_idle() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      say(client, "한글");
      client.shutdownOutput();
      assertThat(rest(client)).isEqualTo("한글");
      running.out.awaitLine(peer(client) + ": ended by the client");
      await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 0);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  // tag::stuck[]
  @Test
  void a_client_that_sends_and_never_reads_is_reset_after_the_limit_and_the_grace()
      throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      var flooding = Talk.start(_ -> flood(client));
      awaitStuck();
      clock.turn(LIMIT.plus(IdleTimeout.GRACE).minus(A_MOMENT));
      assertThat(running.err.lines()).isEmpty();
      clock.turn(A_MOMENT);
      running.err.awaitLine("connection from " + peer(client) + ": stuck in a write, reset");
      flooding.endsWith("Connection reset by peer");

      assertThat(TcpTable.between(running.port(), client.getLocalPort())).isEmpty();
      assertThat(clock.waiting()).isZero();
      assertThat(running.err.lines()).hasSize(1);
      assertThat(running.out.lines()).noneMatch(line -> line.contains("idle"));
    }
  }

  // end::stuck[]

  // tag::for-good[]
  @Test
  void a_client_that_never_answers_the_fin_is_left_to_the_kernel() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock);
        var client = running.connect()) {
      awaitWatched(1);
      clock.turn(LIMIT);
      assertThat(rest(client)).isEqualTo(FAREWELL); // and it does not close
      running.out.awaitLine(peer(client) + ": idle for 6000 ms, closed");
      await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 0);
      await()
          .atMost(Running.PATIENCE)
          .untilAsserted(() ->
              assertThat(TcpTable.between(running.port(), client.getLocalPort()))
                  .singleElement()
                  .asString()
                  .startsWith("FIN-WAIT-2")
                  .doesNotContain("users:"));
    }
  }

  // end::for-good[]

  @Test
  void a_client_that_resets_while_it_is_idle_is_one_line() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock)) {
      var client = running.connect();
      awaitWatched(1);
      Pair.reset(client);
      running.err.awaitLine("connection from " + peer(client) + ": Connection reset");
      await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 0);
    }
  }

  @Test
  void a_client_that_resets_just_when_its_time_is_over_is_one_line() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock)) {
      var client = running.connect();
      clock.when(
          AFTER_READ,
          () -> {
            clock.turn(LIMIT);
            reset(client);
            awaitGone(running, client);
          });
      say(client, "x");
      running.err.awaitLine("connection from " + peer(client) + ": Connection reset by peer");
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  private static void awaitGone(Running running, Socket client) {
    await()
        .atMost(Running.PATIENCE)
        .until(() -> TcpTable.between(running.port(), client.getLocalPort()).isEmpty());
  }

  @Test
  void a_client_that_resets_on_hearing_the_farewell_is_nobodys_problem() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock)) {
      var client = running.connect();
      awaitWatched(1);
      clock.turn(LIMIT);
      assertThat(rest(client)).isEqualTo(FAREWELL);
      Pair.reset(client);
      running.stop();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  // tag::thousands[]
  @Test
  void two_thousand_idle_connections_take_no_platform_threads_and_all_end() throws Exception {
    int size = 2000;
    assumeTrue(canOpen(3 * size), "too few file descriptors: ulimit -n");
    var threads = ManagementFactory.getThreadMXBean();
    int before = threads.getThreadCount();
    var clients = new ArrayList<Socket>();
    try (var running = Running.idleTimeout(LIMIT, clock)) {
      for (int i = 0; i < size; i++) {
        clients.add(running.connect());
      }
      awaitWatched(size);
      assertThat(threads.getThreadCount() - before).isLessThan(size / 10); // other tests' threads

      clock.turn(LIMIT);
      for (var client : clients) {
        assertThat(rest(client)).isEqualTo(FAREWELL);
      }
      await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 0);
      assertThat(clock.set()).isEqualTo(2 * size); // one for the limit, one for the grace
      assertThat(running.err.lines()).isEmpty();
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  // end::thousands[]

  @Test
  void closing_the_server_ends_every_connection_without_a_farewell() throws Exception {
    try (var running = Running.idleTimeout(LIMIT, clock);
        var silent = running.connect();
        var talker = running.connect()) {
      say(talker, "x");
      assertThat(talker.getInputStream().read()).isEqualTo('x');
      awaitWatched(2);
      running.stop();
      assertThat(rest(silent)).isEmpty();
      assertThat(rest(talker)).isEmpty();
      assertThat(clock.waiting()).isZero();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  private void awaitWatched(int connections) {
    await().atMost(Running.PATIENCE).until(() -> clock.waiting() == connections);
  }

  /** Waits until nothing is read or written any more, after much was. */
  private void awaitStuck() {
    var before = new AtomicInteger();
    await()
        .during(Duration.ofMillis(500))
        .atMost(Running.PATIENCE)
        .until(() -> {
          int asked = clock.asked();
          return asked > 100 && before.getAndSet(asked) == asked;
        });
  }

  private static boolean canOpen(long files) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() > files;
  }

  private static void flood(Socket client) throws IOException {
    for (var piece = new byte[64 * 1024]; ; ) {
      client.getOutputStream().write(piece);
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String rest(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }

  /** A client as the server names it. */
  private static String peer(Socket client) {
    return "127.0.0.1:" + client.getLocalPort();
  }

  private static void reset(Socket client) {
    try {
      Pair.reset(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
