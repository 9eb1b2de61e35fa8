package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@code setSoTimeout} limits, and what it does not: behaviour of the JDK. */
class SoTimeoutTest {

  private static final int TIMEOUT_MILLIS = 100;

  @Test
  void there_is_no_timeout_by_default() throws Exception {
    try (var socket = new Socket();
        var listener = new ServerSocket()) {
      assertThat(socket.getSoTimeout()).isZero();
      assertThat(listener.getSoTimeout()).isZero();
    }
  }

  @Test
  void a_read_without_data_throws_after_the_timeout_and_not_before() throws Exception {
    try (var pair = withTimeout()) {
      long start = System.nanoTime();
      timesOut(() -> pair.server().getInputStream().read());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(TIMEOUT_MILLIS), RunningStep.TIMEOUT);
    }
  }

  @Test
  void after_a_timeout_the_socket_is_still_usable() throws Exception {
    try (var pair = withTimeout()) {
      timesOut(() -> pair.server().getInputStream().read());
      assertThat(pair.server().isClosed()).isFalse();
      send(pair.server(), "ping");
      assertThat(pair.client().getInputStream().readNBytes(4)).asString().isEqualTo("ping");
      send(pair.client(), "pong");
      awaitArrival(pair, 4);
      assertThat(pair.server().getInputStream().readNBytes(4)).asString().isEqualTo("pong");
      timesOut(() -> pair.server().getInputStream().read());
    }
  }

  @Test
  void every_byte_restarts_the_read_timeout() throws Exception {
    ScaledTime.run(unit -> {
      var timeout = unit.multipliedBy(4);
      try (var pair = SocketPair.connect();
          var timer = Executors.newSingleThreadScheduledExecutor()) {
        pair.server().setSoTimeout((int) timeout.toMillis());
        long start = System.nanoTime();
        var sending =
            timer.scheduleAtFixedRate(
                () -> sendDot(pair), unit.toMillis(), unit.toMillis(), MILLISECONDS);
        try {
          assertThat(readSix(pair)).isEqualTo("......");
        } finally {
          sending.cancel(false);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(timeout);
      }
    });
  }

  private static String readSix(SocketPair pair) throws IOException {
    try {
      return new String(pair.server().getInputStream().readNBytes(6), US_ASCII);
    } catch (SocketTimeoutException e) {
      return e.getMessage();
    }
  }

  private static void sendDot(SocketPair pair) {
    try {
      send(pair.client(), ".");
    } catch (IOException _) {
      // The reader has closed the connection.
    }
  }

  @Test
  void readNBytes_loses_what_it_had_read() throws Exception {
    try (var pair = withTimeout()) {
      var in = pair.server().getInputStream();
      send(pair.client(), "abc");
      awaitArrival(pair, 3);
      timesOut(() -> in.readNBytes(6));
      assertThat(in.available()).isZero();
      send(pair.client(), "def");
      awaitArrival(pair, 3);
      assertThat(in.readNBytes(3)).asString().isEqualTo("def");
    }
  }

  @Test
  void readLine_loses_what_it_had_read() throws Exception {
    try (var pair = withTimeout()) {
      var reader = new BufferedReader(new InputStreamReader(pair.server().getInputStream()));
      send(pair.client(), "hel");
      awaitArrival(pair, 3);
      timesOut(reader::readLine);
      send(pair.client(), "lo\n");
      awaitArrival(pair, 3);
      assertThat(reader.readLine()).isEqualTo("lo");
    }
  }

  @Test
  void own_writes_do_not_restart_the_read_timeout() throws Exception {
    try (var pair = withTimeout();
        var timer = Executors.newSingleThreadScheduledExecutor()) {
      var writes = new AtomicInteger();
      Runnable writing =
          () -> {
            writes.incrementAndGet();
            sendDot(new SocketPair(pair.server(), pair.client()));
          };
      var sending = timer.scheduleWithFixedDelay(writing, 0, TIMEOUT_MILLIS / 10, MILLISECONDS);
      try {
        await().until(() -> writes.get() > 0);
        timesOut(() -> pair.server().getInputStream().read()); // or the test never ends
      } finally {
        sending.cancel(false);
      }
    }
  }

  @Test
  void the_read_timeout_does_not_limit_writes_and_closing_the_socket_ends_a_blocked_write()
      throws Exception {
    try (var pair = withTimeout()) {
      var data = new byte[50_000_000]; // more than the kernel buffers
      var writing = BackgroundTask.start(() -> pair.server().getOutputStream().write(data));
      var in = pair.client().getInputStream();
      await().until(() -> in.available() > 0);
      await().during(Duration.ofMillis(4 * TIMEOUT_MILLIS)).until(() -> !writing.isDone());
      pair.server().close();
      writing.awaitFailure("Socket closed");
    }
  }

  @Test
  void the_read_timeout_does_not_limit_connect() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort())) { // backlog + 1: listen(2)
      var socket = new Socket();
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var connecting = BackgroundTask.start(() -> socket.connect(full.getLocalSocketAddress()));
      try (socket) {
        await().during(Duration.ofMillis(4 * TIMEOUT_MILLIS)).until(() -> !connecting.isDone());
      }
      connecting.awaitFailure("Socket closed");
    }
  }

  @Test
  void connect_has_its_own_timeout() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(full.getLocalSocketAddress(), TIMEOUT_MILLIS))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect timed out");
    }
  }

  @Test
  void so_timeout_limits_accept() throws Exception {
    try (var listener = listener()) {
      listener.setSoTimeout(TIMEOUT_MILLIS);
      assertThatThrownBy(listener::accept)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Accept timed out");
    }
  }

  @Test
  void a_read_on_a_closed_socket_is_not_a_timeout() throws Exception {
    try (var pair = withTimeout()) {
      var in = pair.server().getInputStream();
      pair.server().close();
      assertThatThrownBy(in::read).hasMessage("Socket closed");
    }
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  /** A connection with a short read timeout at the server's end. */
  private static SocketPair withTimeout() throws IOException {
    var pair = SocketPair.connect();
    pair.server().setSoTimeout(TIMEOUT_MILLIS);
    return pair;
  }

  private interface Reading {
    Object read() throws IOException;
  }

  private static void timesOut(Reading reading) {
    assertThatThrownBy(reading::read)
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Read timed out");
  }

  private static void awaitArrival(SocketPair pair, int bytes) {
    await().until(() -> pair.server().getInputStream().available() == bytes);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
