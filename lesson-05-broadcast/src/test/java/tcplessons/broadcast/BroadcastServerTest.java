package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcastServerTest {

  private static final int BOUND = 64 * 1024;

  private static final byte[] EVERY_BYTE = new byte[256];

  static {
    for (int i = 0; i < EVERY_BYTE.length; i++) {
      EVERY_BYTE[i] = (byte) i;
    }
  }

  private static byte[] noise(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void what_one_sends_goes_to_all_others_byte_for_byte_and_never_back() throws Exception {
    try (var running = Running.broadcast();
        var a = running.join();
        var b = running.join();
        var c = running.join()) {
      a.getOutputStream().write(EVERY_BYTE);
      assertThat(b.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      assertThat(c.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      b.getOutputStream().write('b');
      assertThat(a.getInputStream().read()).isEqualTo('b'); // and nothing of its own before it
      assertThat(c.getInputStream().read()).isEqualTo('b');
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void says_who_comes_and_goes() throws Exception {
    try (var running = Running.broadcast()) {
      var client = running.join();
      String peer = "127.0.0.1:" + client.getLocalPort();
      client.close();
      running.out.awaitLine(peer + " left, 0 here");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(), peer + " joined, 1 here", peer + " left, 0 here");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_sender_that_sends_one_byte_at_a_time_is_heard_in_order() throws Exception {
    var noise = noise(2000);
    try (var running = Running.broadcast();
        var sender = running.join();
        var receiver = running.join()) {
      sender.setTcpNoDelay(true);
      for (byte b : noise) {
        sender.getOutputStream().write(b);
      }
      assertThat(receiver.getInputStream().readNBytes(noise.length)).isEqualTo(noise);
    }
  }

  @Test
  void ten_megabytes_arrive_whole_and_in_order_at_everybody_who_reads() throws Exception {
    var noise = noise(10_000_000);
    try (var running = Running.broadcast(options -> options.behind(64 * 1024 * 1024));
        var clients = Executors.newVirtualThreadPerTaskExecutor();
        var sender = running.join();
        var b = running.join();
        var c = running.join()) {
      var received =
          List.of(b, c).stream()
              .map(socket -> clients.submit(() -> socket.getInputStream().readNBytes(noise.length)))
              .toList();
      sender.getOutputStream().write(noise);
      for (var bytes : received) {
        assertThat(Arrays.equals(bytes.get(), noise)).isTrue();
      }
    }
  }

  // tag::behind[]
  @Test
  void who_does_not_read_is_cut_off_and_the_others_lose_nothing() throws Exception {
    try (var running = Running.broadcast(options -> options.behind(BOUND));
        var sender = running.join();
        var receiver = running.join();
        var stuck = running.join()) {
      var message = noise(1000);
      String verdict =
          "connection from 127.0.0.1:%d: fell more than %d bytes behind; disconnected"
              .formatted(stuck.getLocalPort(), BOUND);
      int sent = 0;
      while (!running.err.lines().contains(verdict)) {
        sender.getOutputStream().write(message);
        assertThat(receiver.getInputStream().readNBytes(1000)).isEqualTo(message);
        assertThat(++sent).as("messages before the verdict").isLessThan(100_000);
      }
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 2);
      assertThatThrownBy(() -> stuck.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset"); // not an end that would look like the end of all
      assertThat(running.err.lines()).containsExactly(verdict);
    }
  }

  // end::behind[]

  @Test
  void a_sender_does_not_wait_for_one_who_does_not_read() throws Exception {
    try (var running = Running.broadcast(options -> options.behind(BOUND));
        var sender = running.join();
        var _ = running.join()) {
      sender.getOutputStream().write(new byte[50_000_000]); // the naive one never takes it all
      sender.shutdownOutput();
      assertThat(sender.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void one_receivers_reset_is_one_line_and_nobody_elses_problem() throws Exception {
    try (var running = Running.broadcast();
        var sender = running.join();
        var receiver = running.join()) {
      var rude = running.join();
      String peer = "127.0.0.1:" + rude.getLocalPort();
      Pair.reset(rude);
      sender.getOutputStream().write(EVERY_BYTE);
      assertThat(receiver.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      running.err.awaitLines(lines -> lines.size() == 1);
      assertThat(running.err.lines())
          .singleElement()
          .asString()
          .matches("connection from " + peer + ": (Connection reset|Broken pipe).*");
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 2);
      receiver.getOutputStream().write('y');
      assertThat(sender.getInputStream().read()).isEqualTo('y');
    }
  }

  @Test
  void who_ends_his_direction_still_gets_what_was_said_before() throws Exception {
    try (var running = Running.broadcast();
        var sender = running.join();
        var leaving = running.join();
        var witness = running.join()) {
      var noise = noise(100_000);
      sender.getOutputStream().write(noise);
      witness.getInputStream().readNBytes(noise.length);
      leaving.shutdownOutput();
      running.out.awaitLine("127.0.0.1:" + leaving.getLocalPort() + " left, 2 here");
      assertThat(leaving.getInputStream().readAllBytes()).isEqualTo(noise);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void who_only_listens_may_do_so_silently() throws Exception {
    try (var running = Running.broadcast();
        var sender = running.join();
        var silent = running.join()) {
      for (int i = 0; i < 100; i++) {
        sender.getOutputStream().write(i);
        assertThat(silent.getInputStream().read()).isEqualTo(i);
      }
    }
  }

  @Test
  void five_hundred_at_once_all_hear_all_the_others() throws Exception {
    int size = 500;
    try (var running = Running.broadcast();
        var clients = new Crowd(running, size)) {
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == size);
      clients.each(
          client -> {
            client.getOutputStream().write('.');
            return client.getInputStream().readNBytes(size - 1).length;
          },
          size - 1);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_thousand_that_connect_and_vanish_during_a_broadcast_leave_nothing_behind()
      throws Exception {
    try (var running = Running.broadcast();
        var sender = running.join();
        var receiver = running.join();
        var comers = Executors.newVirtualThreadPerTaskExecutor()) {
      var talking =
          Talk.start(_ -> {
            for (int i = 0; i < 2000; i++) {
              sender.getOutputStream().write(EVERY_BYTE);
            }
          });
      comers.invokeAll(
          IntStream.range(0, 1000)
              .<Callable<Void>>mapToObj(i ->
                  () -> {
                    var comer = running.connect();
                    if (i % 2 == 0) {
                      comer.setSoLinger(true, 0);
                    }
                    comer.close();
                    return null;
                  })
              .toList());
      for (int i = 0; i < 2000; i++) {
        assertThat(receiver.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      }
      talking.endsWell();
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 2);
      sender.shutdownOutput();
      receiver.shutdownOutput();
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 0);
    }
  }

  @Test
  void whoever_comes_when_it_is_full_is_turned_away_and_may_come_later() throws Exception {
    try (var running = Running.broadcast(options -> options.clients(2));
        var first = running.join();
        var second = running.join();
        var third = running.connect()) {
      assertThat(third.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines())
          .containsExactly(
              "connection from 127.0.0.1:%d turned away: 2 are enough"
                  .formatted(third.getLocalPort()));
      second.shutdownOutput();
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 1);
      await().atMost(Running.PATIENCE).ignoreExceptions().until(() -> isHeard(running, first));
    }
  }

  private static boolean isHeard(Running<?> running, Socket listener) throws IOException {
    try (var client = running.connect()) {
      client.getOutputStream().write('!');
      listener.setSoTimeout(500);
      return listener.getInputStream().read() == '!';
    }
  }

  @Test
  void closing_the_server_ends_every_connection() throws Exception {
    try (var running = Running.broadcast();
        var client = running.join();
        var other = running.join()) {
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(other.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
      assertThat(running.server.size()).isZero();
    }
  }

  /** Clients, each on a thread of its own. */
  private static final class Crowd implements AutoCloseable {
    private final List<Socket> clients = new ArrayList<>();

    Crowd(Running<?> running, int size) throws IOException {
      for (int i = 0; i < size; i++) {
        clients.add(running.connect());
      }
    }

    interface Asking<T> {
      T ask(Socket client) throws Exception;
    }

    <T> void each(Asking<T> asking, T expected) throws Exception {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            threads.invokeAll(
                clients.stream().<Callable<T>>map(client -> () -> asking.ask(client)).toList());
        for (var answer : answers) {
          assertThat(answer.get()).isEqualTo(expected);
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (var client : clients) {
        client.close();
      }
    }
  }
}
