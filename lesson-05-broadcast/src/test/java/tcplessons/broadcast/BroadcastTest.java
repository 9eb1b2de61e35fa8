package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcastTest {

  /** Without this limit the kernel enlarges the buffer of a client that reads. */
  private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;

  /** In the stall timeout of 5 s it is read ten times, which is more than a write waits for. */
  private static final int READ_PER_PAUSE_BYTES = 48 * 1024;

  /** A write that does not return for this long is blocked. */
  private static final Duration BLOCKED_TIME = Duration.ofSeconds(1);

  private static final byte[] EVERY_BYTE = new byte[256];

  static {
    for (int i = 0; i < EVERY_BYTE.length; i++) {
      EVERY_BYTE[i] = (byte) i;
    }
  }

  private static RunningStep start(String... options) {
    return RunningStep.server(new Broadcast(), options);
  }

  private static byte[] randomBytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Waits until the server prints that this many clients are left after a client has left. */
  private static void awaitClientsLeft(RunningStep running, int count) {
    running.out.awaitLine(line -> line.endsWith(" left, " + count + " here"));
  }

  @Test
  void bytes_of_one_client_go_to_all_others_unchanged_and_not_back() throws Exception {
    try (var running = start();
        var a = TestSockets.join(running);
        var b = TestSockets.join(running);
        var c = TestSockets.join(running)) {
      a.getOutputStream().write(EVERY_BYTE);
      assertThat(b.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      assertThat(c.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      b.getOutputStream().write('b');
      assertThat(a.getInputStream().read()).isEqualTo('b'); // a has not received its own bytes
      assertThat(c.getInputStream().read()).isEqualTo('b');
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void prints_which_clients_join_and_leave() throws Exception {
    try (var running = start()) {
      var client = TestSockets.join(running);
      String address = TestSockets.address(client);
      client.close();
      running.out.awaitLine(address + " left, 0 here");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              address + " joined, 1 here",
              address + " left, 0 here");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void bytes_that_are_sent_one_at_a_time_arrive_in_order() throws Exception {
    var bytes = randomBytes(2000);
    try (var running = start();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running)) {
      sender.setTcpNoDelay(true);
      for (byte b : bytes) {
        sender.getOutputStream().write(b);
      }
      assertThat(receiver.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }
  }

  @Test
  void twenty_megabytes_at_full_speed_arrive_complete_at_every_client_that_reads()
      throws Exception {
    var bytes = randomBytes(20_000_000);
    try (var running = start("--max-queued", "64k");
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var sender = TestSockets.join(running);
        var b = TestSockets.join(running);
        var c = TestSockets.join(running)) {
      var received =
          List.of(b, c).stream()
              .map(socket -> threads.submit(() -> socket.getInputStream().readNBytes(bytes.length)))
              .toList();
      sender.getOutputStream().write(bytes);
      for (var each : received) {
        assertThat(Arrays.equals(each.get(), bytes)).isTrue();
      }
    }
  }

  @Test
  void clients_that_do_not_read_are_disconnected_after_one_timeout_and_the_others_lose_nothing()
      throws Exception {
    var bytes = randomBytes(20_000_000);
    try (var running = start("--max-queued", "64k", "--stall-timeout", "1s");
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running)) {
      var stalled = new ArrayList<Socket>();
      for (int i = 0; i < 5; i++) {
        stalled.add(TestSockets.join(running));
      }
      var received = threads.submit(() -> receiver.getInputStream().readNBytes(bytes.length));
      long began = System.nanoTime();
      sender.getOutputStream().write(bytes);
      assertThat(Arrays.equals(received.get(), bytes)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
      awaitClientsLeft(running, 2);
      for (var client : stalled) {
        assertThatThrownBy(() -> client.getInputStream().readAllBytes())
            .isInstanceOf(SocketException.class)
            .hasMessage("Connection reset"); // not EOF, which would mean that it has everything
      }
      assertThat(running.err.lines())
          .containsExactlyInAnyOrderElementsOf(
              stalled.stream()
                  .map(client ->
                      "connection from %s: stalled for 1s with a full send queue; disconnected"
                          .formatted(TestSockets.address(client)))
                  .toList());
    }
  }

  @Test
  void a_client_that_reads_slowly_slows_the_sender_and_stays_connected() throws Exception {
    int pieces = 24;
    var pause = Duration.ofMillis(500);
    try (var running = start("--max-queued", "64k", "--stall-timeout", "5s");
        var sender = TestSockets.join(running);
        var slow = TestSockets.join(running, RECEIVE_BUFFER_BYTES)) {
      var sending =
          BackgroundTask.start(
              () -> sender.getOutputStream().write(new byte[pieces * READ_PER_PAUSE_BYTES]));
      for (int i = 0; i < pieces; i++) {
        LockSupport.parkNanos(pause.toNanos());
        assertThat(slow.getInputStream().readNBytes(READ_PER_PAUSE_BYTES))
            .hasSize(READ_PER_PAUSE_BYTES);
      }
      sending.awaitSuccess();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void two_clients_that_send_without_reading_are_disconnected() throws Exception {
    try (var running = start("--max-queued", "64k", "--stall-timeout", "500ms");
        var a = TestSockets.join(running);
        var b = TestSockets.join(running)) {
      for (var client : List.of(a, b)) {
        BackgroundTask.start(() -> client.getOutputStream().write(new byte[50_000_000]));
      }
      var error = ": stalled for 500ms with a full send queue; disconnected";
      running.err.awaitLine(line -> line.endsWith(error));
    }
  }

  @Test
  void a_server_stops_at_once_while_a_sender_waits() throws Exception {
    try (var running = start("--max-queued", "64k", "--stall-timeout", "24h");
        var sender = TestSockets.join(running);
        var _ = TestSockets.join(running)) {
      var writes = new AtomicInteger();
      BackgroundTask.start(() -> {
        while (true) {
          sender.getOutputStream().write(EVERY_BYTE);
          writes.incrementAndGet();
        }
      });
      await()
          .pollDelay(BLOCKED_TIME)
          .pollInterval(BLOCKED_TIME)
          .until(() -> writes.getAndSet(0) == 0);
      running.stop();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  @LinuxErrorText
  void a_reset_of_one_client_prints_one_error_line_and_does_not_affect_the_others()
      throws Exception {
    try (var running = start();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running)) {
      var reset = TestSockets.join(running);
      String address = TestSockets.address(reset);
      TestSockets.reset(reset);
      sender.getOutputStream().write(EVERY_BYTE);
      assertThat(receiver.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      assertThat(running.err.awaitLines(1))
          .singleElement()
          .asString()
          .matches("connection from " + address + ": (Connection reset|Broken pipe).*");
      awaitClientsLeft(running, 2);
      receiver.getOutputStream().write('y');
      assertThat(sender.getInputStream().read()).isEqualTo('y');
    }
  }

  @Test
  void a_client_that_half_closes_still_receives_what_was_sent_before() throws Exception {
    try (var running = start();
        var sender = TestSockets.join(running);
        var leaving = TestSockets.join(running);
        var witness = TestSockets.join(running)) {
      var bytes = randomBytes(100_000);
      sender.getOutputStream().write(bytes);
      witness.getInputStream().readNBytes(bytes.length);
      leaving.shutdownOutput();
      running.out.awaitLine(TestSockets.address(leaving) + " left, 2 here");
      assertThat(leaving.getInputStream().readAllBytes()).isEqualTo(bytes);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_client_may_receive_without_sending_anything() throws Exception {
    try (var running = start();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running)) {
      for (int i = 0; i < 100; i++) {
        sender.getOutputStream().write(i);
        assertThat(receiver.getInputStream().read()).isEqualTo(i);
      }
    }
  }

  @Test
  void five_hundred_clients_at_once_all_receive_from_all_others() throws Exception {
    int size = 500;
    var clients = new ArrayList<Socket>();
    try (var running = start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Socket> connecting = running::connect;
      for (var client : threads.invokeAll(Collections.nCopies(size, connecting))) {
        clients.add(client.get());
      }
      running.out.awaitLines(1 + size); // all have joined
      var exchanges =
          clients.stream()
              .<Callable<Integer>>map(client ->
                  () -> {
                    client.getOutputStream().write('.');
                    return client.getInputStream().readNBytes(size - 1).length;
                  })
              .toList();
      for (var count : threads.invokeAll(exchanges)) {
        assertThat(count.get()).isEqualTo(size - 1);
      }
      assertThat(running.err.lines()).isEmpty();
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void a_thousand_clients_that_connect_and_close_during_a_broadcast_are_all_removed()
      throws Exception {
    try (var running = start();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sending =
          BackgroundTask.start(() -> {
            for (int i = 0; i < 2000; i++) {
              sender.getOutputStream().write(EVERY_BYTE);
            }
          });
      threads.invokeAll(
          IntStream.range(0, 1000)
              .<Callable<Void>>mapToObj(i ->
                  () -> {
                    var client = running.connect();
                    if (i % 2 == 0) {
                      client.setSoLinger(true, 0);
                    }
                    client.close();
                    return null;
                  })
              .toList());
      for (int i = 0; i < 2000; i++) {
        assertThat(receiver.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      }
      sending.awaitSuccess();
      sender.shutdownOutput();
      receiver.shutdownOutput();
      awaitClientsLeft(running, 0);
      await().until(() -> left(running) == joined(running));
    }
  }

  private static long joined(RunningStep running) {
    return running.out.lines().stream().filter(line -> line.contains(" joined, ")).count();
  }

  private static long left(RunningStep running) {
    return running.out.lines().stream().filter(line -> line.contains(" left, ")).count();
  }

  @Test
  void a_client_over_the_limit_is_refused_and_may_connect_later() throws Exception {
    try (var running = start("--clients", "2");
        var first = TestSockets.join(running);
        var second = TestSockets.join(running);
        var third = running.connect()) {
      assertThat(third.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines())
          .containsExactly(
              "connection from %s turned away: 2 are enough".formatted(TestSockets.address(third)));
      second.shutdownOutput();
      awaitClientsLeft(running, 1);
      await().ignoreExceptions().until(() -> canSend(running, first));
    }
  }

  private static boolean canSend(RunningStep running, Socket receiver) throws IOException {
    try (var client = running.connect()) {
      client.getOutputStream().write('!');
      receiver.setSoTimeout(500);
      return receiver.getInputStream().read() == '!';
    }
  }

  @Test
  void stopping_closes_every_connection_and_prints_the_last_lines() throws Exception {
    try (var running = start();
        var client = TestSockets.join(running);
        var other = TestSockets.join(running)) {
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(other.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
      assertThat(running.out.lines()).anyMatch(line -> line.endsWith(" left, 0 here"));
      assertThat(left(running)).isEqualTo(2);
    }
  }
}
