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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class IdleTimeoutTest {

  private static final Duration TIMEOUT = ofSeconds(6); // the step's default
  private static final Duration ONE_NANO = Duration.ofNanos(1);
  private static final String LAST_MESSAGE = "idle timeout..";

  /** Which clock reads an echo causes: the first one is at the start of the connection's timer. */
  private static final int AFTER_READ = 2;

  private static final int AFTER_WRITE = 3;

  private static final int AFTER_NEXT_READ = 4;

  private final ManualScheduler scheduler = new ManualScheduler();

  @Test
  void an_idle_client_receives_the_last_message_and_then_eof() throws Exception {
    try (var running = server();
        var client = running.connect()) {
      awaitTimers(1);
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
      assertThat(scheduler.pending()).isEqualTo(1);
      assertThat(client.getInputStream().available()).isZero();
      scheduler.advance(ONE_NANO);
      assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);

      running.stop();
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              peer(client) + ": connected",
              peer(client) + ": idle for 6000 ms, closed");
      assertThat(running.err.lines()).isEmpty();
      assertThat(scheduler.pending()).isZero();
    }
  }

  @Test
  void with_the_system_scheduler_the_connection_lasts_at_least_the_timeout() throws Exception {
    var timeout = Duration.ofMillis(200);
    try (var running = RunningStep.server(new IdleTimeout(), "--timeout", "200ms")) {
      long start = System.nanoTime();
      try (var client = running.connect()) {
        assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(timeout, RunningStep.TIMEOUT);
      }
    }
  }

  @Test
  void the_last_message_arrives_even_if_the_timeout_is_a_millisecond() throws Exception {
    try (var running = RunningStep.server(new IdleTimeout(), "--timeout", "1ms")) {
      int port = running.port();
      for (int i = 0; i < 500; i++) {
        try (var client = connect(port)) {
          assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
        }
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_read_restarts_the_timeout() throws Exception {
    var nextDue = new CompletableFuture<Duration>();
    scheduler.beforeClockRead(AFTER_READ, () -> scheduler.advance(ofSeconds(4)));
    scheduler.beforeClockRead(
        AFTER_WRITE,
        () -> {
          scheduler.advance(ofSeconds(4)); // the write took this long and is not recorded yet
          nextDue.complete(scheduler.nextDue());
        });
    try (var running = server();
        var client = running.connect()) {
      send(client, "x");
      assertThat(nextDue).succeedsWithin(RunningStep.TIMEOUT).isEqualTo(ofSeconds(4 + 6));
    }
  }

  @Test
  void a_write_restarts_the_timeout() throws Exception {
    var nextDue = new CompletableFuture<Duration>();
    scheduler.beforeClockRead(AFTER_WRITE, () -> scheduler.advance(ofSeconds(4))); // read at 0 s
    scheduler.beforeClockRead(
        AFTER_NEXT_READ,
        () -> {
          scheduler.advance(ofSeconds(4)); // the second read is not recorded yet
          nextDue.complete(scheduler.nextDue());
        });
    try (var running = server();
        var client = running.connect()) {
      send(client, "x");
      assertThat(client.getInputStream().read()).isEqualTo('x');
      send(client, "y");
      assertThat(nextDue).succeedsWithin(RunningStep.TIMEOUT).isEqualTo(ofSeconds(4 + 6));
    }
  }

  @Test
  void the_echo_can_be_delayed() throws Exception {
    try (var running = server("--answer-after", "100ms");
        var client = running.connect()) {
      long start = System.nanoTime();
      send(client, "x");
      assertThat(client.getInputStream().read()).isEqualTo('x');
      assertThat(System.nanoTime() - start)
          .isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
    }
  }

  @Test
  void a_client_that_sends_a_byte_within_each_timeout_stays_connected() throws Exception {
    try (var running = server();
        var client = running.connect()) {
      awaitTimers(1);
      for (int i = 0; i < 1000; i++) {
        scheduler.advance(ofSeconds(5));
        send(client, "x");
        assertThat(client.getInputStream().read()).isEqualTo('x');
      }
      client.shutdownOutput();
      assertThat(readAll(client)).isEmpty();
      running.out.awaitLine(peer(client) + ": ended by the client");
    }
  }

  @Test
  void a_connection_has_one_scheduled_task_however_often_it_reads_and_writes() throws Exception {
    try (var running = server()) {
      for (int i = 1; i <= 20; i++) {
        try (var client = running.connect()) {
          for (int j = 0; j < 20; j++) {
            send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('x');
            assertThat(scheduler.pending()).isEqualTo(1);
          }
          assertThat(scheduler.scheduled()).isEqualTo(i);
        }
        awaitTimers(0);
      }
    }
  }

  @Test
  void a_client_that_half_closes_is_not_reported_as_idle() throws Exception {
    try (var running = server();
        var client = running.connect()) {
      send(client, "한글");
      client.shutdownOutput();
      assertThat(readAll(client)).isEqualTo("한글");
      running.out.awaitLine(peer(client) + ": ended by the client");
      awaitTimers(0);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  @LinuxErrorText
  void a_client_that_sends_and_never_reads_is_reset_after_timeout_and_reset_delay()
      throws Exception {
    try (var running = server();
        var client = running.connect()) {
      var flooding = BackgroundTask.start(() -> flood(client));
      awaitBlockedWrite();
      scheduler.advance(TIMEOUT.plus(IdleTimer.RESET_DELAY).minus(ONE_NANO));
      assertThat(running.err.lines()).isEmpty();
      scheduler.advance(ONE_NANO);
      running.err.awaitLine("connection from " + peer(client) + ": stuck in a write, reset");
      flooding.awaitFailure("Connection reset by peer");

      assertThat(TcpTable.between(running.port(), client.getLocalPort())).isEmpty();
      assertThat(scheduler.pending()).isZero();
      assertThat(running.err.lines()).hasSize(1);
      assertThat(running.out.lines()).noneMatch(line -> line.contains("idle"));
    }
  }

  @Test
  @LinuxErrorText
  void a_client_that_reads_slowly_stays_connected_until_it_stops_reading() throws Exception {
    int readBytes = 256 * 1024; // within each timeout
    try (var running = server();
        var client = new Socket()) {
      client.setReceiveBufferSize(64 * 1024); // otherwise the kernel enlarges it
      client.connect(new InetSocketAddress("127.0.0.1", running.port()));
      var flooding = BackgroundTask.start(() -> flood(client));
      awaitBlockedWrite();
      for (int i = 0; i < 20; i++) {
        int before = scheduler.clockReads();
        assertThat(client.getInputStream().readNBytes(readBytes)).hasSize(readBytes);
        await().until(() -> scheduler.clockReads() > before);
        scheduler.advance(TIMEOUT.minus(ONE_NANO));
      }
      assertThat(running.err.lines()).isEmpty();
      awaitBlockedWrite();
      scheduler.advance(TIMEOUT.plus(IdleTimer.RESET_DELAY));
      running.err.awaitLine("connection from " + peer(client) + ": stuck in a write, reset");
      flooding.awaitFailure("Connection reset by peer");
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a third is the rule of Linux")
  void a_blocked_write_continues_only_when_a_third_of_the_send_buffer_is_free() throws Exception {
    int smallBufferBytes = bytesReadUntilBlockedWriteContinues(64 * 1024);
    int defaultBufferBytes = bytesReadUntilBlockedWriteContinues(0);
    assertThat(smallBufferBytes).isLessThan(256 * 1024);
    assertThat(defaultBufferBytes).isGreaterThan(2 * smallBufferBytes);
  }

  /**
   * Lets a client read 4 KiB at a time from a server whose write is blocked.
   *
   * @param sendBufferBytes of the server, 0 for one that the kernel enlarges
   */
  private static int bytesReadUntilBlockedWriteContinues(int sendBufferBytes) throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.client().setReceiveBufferSize(64 * 1024);
      if (sendBufferBytes > 0) {
        pair.server().setSendBufferSize(sendBufferBytes);
      }
      var writes = new AtomicInteger();
      var writing =
          BackgroundTask.start(() -> {
            for (var chunk = new byte[8192]; ; writes.incrementAndGet()) {
              pair.server().getOutputStream().write(chunk);
            }
          });
      awaitStandstill(writes::get);
      int blockedAt = writes.get();
      int readBytes = 0;
      for (; writes.get() == blockedAt; Thread.yield()) {
        readBytes += pair.client().getInputStream().readNBytes(4096).length;
        if (readBytes % (64 * 1024) == 0) {
          await().pollDelay(Duration.ofMillis(20)).until(() -> true); // for the window update
        }
      }
      SocketPair.reset(pair.client());
      writing.awaitFailure("Connection reset by peer");
      return readBytes;
    }
  }

  @Test
  void a_client_that_has_written_while_the_process_was_stopped_stays_connected() throws Exception {
    try (var server = TestProcess.step("idle-timeout", "--port", "0", "--timeout", "1s");
        var client = connect(server.port())) {
      server.out.awaitLine(peer(client) + ": connected");
      server.signal("STOP");
      send(client, "x");
      await().pollDelay(Duration.ofMillis(2500)).until(() -> true);
      server.signal("CONT");
      assertThat(client.getInputStream().read()).isEqualTo('x');
      send(client, "y");
      assertThat(client.getInputStream().read()).isEqualTo('y');
    }
  }

  @Test
  void the_socket_of_a_client_that_never_closes_is_left_to_the_kernel_in_fin_wait_2()
      throws Exception {
    try (var running = server();
        var client = running.connect()) {
      awaitTimers(1);
      scheduler.advance(TIMEOUT);
      assertThat(readAll(client)).isEqualTo(LAST_MESSAGE); // and the client does not close
      running.out.awaitLine(peer(client) + ": idle for 6000 ms, closed");
      awaitTimers(0);
      await()
          .untilAsserted(() ->
              assertThat(TcpTable.between(running.port(), client.getLocalPort()))
                  .singleElement()
                  .asString()
                  .startsWith("FIN-WAIT-2")
                  .doesNotContain("users:"));
    }
  }

  @Test
  void an_rst_from_an_idle_client_prints_one_error_line() throws Exception {
    try (var running = server()) {
      var client = running.connect();
      awaitTimers(1);
      SocketPair.reset(client);
      running.err.awaitLine("connection from " + peer(client) + ": Connection reset");
      awaitTimers(0);
    }
  }

  @Test
  @LinuxErrorText
  void an_rst_at_the_moment_of_the_timeout_prints_one_error_line() throws Exception {
    TcpTable.assumeReadable(); // here, not in the server's thread
    try (var running = server()) {
      var client = running.connect();
      scheduler.beforeClockRead(
          AFTER_READ,
          () -> {
            scheduler.advance(TIMEOUT);
            reset(client);
            awaitNoSocket(running, client);
          });
      send(client, "x");
      running.err.awaitLine("connection from " + peer(client) + ": Connection reset by peer");
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  private static void awaitNoSocket(RunningStep running, Socket client) {
    await().until(() -> TcpTable.between(running.port(), client.getLocalPort()).isEmpty());
  }

  @Test
  void an_rst_in_response_to_the_last_message_is_no_error() throws Exception {
    try (var running = server()) {
      var client = running.connect();
      awaitTimers(1);
      scheduler.advance(TIMEOUT);
      assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
      SocketPair.reset(client);
      running.stop();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void two_thousand_idle_connections_take_no_platform_threads_and_all_end() throws Exception {
    int size = 2000;
    assumeTrue(canOpen(3 * size), "too few file descriptors: ulimit -n");
    var threads = ManagementFactory.getThreadMXBean();
    int before = threads.getThreadCount();
    var clients = new ArrayList<Socket>();
    try (var running = server()) {
      int port = running.port();
      for (int i = 0; i < size; i++) {
        clients.add(connect(port));
      }
      awaitTimers(size);
      assertThat(threads.getThreadCount() - before).isLessThan(size / 10); // other tests' threads

      scheduler.advance(TIMEOUT);
      for (var client : clients) {
        assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
      }
      awaitTimers(0);
      assertThat(scheduler.scheduled()).isEqualTo(2 * size); // the timeout, and the reset delay
      assertThat(running.err.lines()).isEmpty();
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void stopping_the_server_closes_every_connection_without_the_last_message() throws Exception {
    try (var running = server();
        var idle = running.connect();
        var active = running.connect()) {
      send(active, "x");
      assertThat(active.getInputStream().read()).isEqualTo('x');
      awaitTimers(2);
      running.stop();
      assertThat(readAll(idle)).isEmpty();
      assertThat(readAll(active)).isEmpty();
      assertThat(scheduler.pending()).isZero();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  /** The step with the manual clock. */
  private RunningStep server(String... options) {
    var step = new IdleTimeout();
    step.scheduler = scheduler;
    return RunningStep.server(step, options);
  }

  private static Socket connect(int port) throws IOException {
    var client = new Socket("127.0.0.1", port);
    client.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
    return client;
  }

  private void awaitTimers(int count) {
    await().until(() -> scheduler.pending() == count);
  }

  /** Waits until the server does not read or write any more: its write is blocked. */
  private void awaitBlockedWrite() {
    awaitStandstill(scheduler::clockReads);
  }

  private static void awaitStandstill(IntSupplier count) {
    var before = new AtomicInteger();
    await()
        .during(Duration.ofMillis(500))
        .until(() -> {
          int now = count.getAsInt();
          return now > 10 && before.getAndSet(now) == now;
        });
  }

  private static boolean canOpen(long files) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() > files;
  }

  private static void flood(Socket client) throws IOException {
    for (var chunk = new byte[64 * 1024]; ; ) {
      client.getOutputStream().write(chunk);
    }
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String readAll(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }

  /** A client's address as the server prints it. */
  private static String peer(Socket client) {
    return "127.0.0.1:" + client.getLocalPort();
  }

  private static void reset(Socket client) {
    try {
      SocketPair.reset(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
