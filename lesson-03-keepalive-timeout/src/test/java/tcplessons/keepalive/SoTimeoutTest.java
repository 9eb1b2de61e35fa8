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

/** What {@code setSoTimeout} limits, and what it does not: facts of the JDK, no lesson's code. */
class SoTimeoutTest {

  private static final int SHORT = 100;

  @Test
  void without_it_a_read_waits_for_ever() throws Exception {
    try (var socket = new Socket();
        var listener = new ServerSocket()) {
      assertThat(socket.getSoTimeout()).isZero();
      assertThat(listener.getSoTimeout()).isZero();
    }
  }

  @Test
  void a_read_that_gets_nothing_is_an_exception_after_the_timeout_and_not_before()
      throws Exception {
    try (var pair = impatient()) {
      long start = System.nanoTime();
      timesOut(() -> pair.server().getInputStream().read());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(SHORT), Running.PATIENCE);
    }
  }

  @Test
  void after_it_the_socket_is_as_usable_as_before() throws Exception {
    try (var pair = impatient()) {
      timesOut(() -> pair.server().getInputStream().read());
      assertThat(pair.server().isClosed()).isFalse();
      say(pair.server(), "ping");
      assertThat(pair.client().getInputStream().readNBytes(4)).asString().isEqualTo("ping");
      say(pair.client(), "pong");
      awaitArrival(pair, 4);
      assertThat(pair.server().getInputStream().readNBytes(4)).asString().isEqualTo("pong");
      timesOut(() -> pair.server().getInputStream().read());
    }
  }

  // tag::restarts[]
  @Test
  void it_starts_anew_with_every_byte() throws Exception {
    Pace.fastest(unit -> {
      var timeout = unit.multipliedBy(4);
      try (var pair = Pair.connected();
          var pacemaker = Executors.newSingleThreadScheduledExecutor()) {
        pair.server().setSoTimeout((int) timeout.toMillis());
        long start = System.nanoTime();
        var sending =
            pacemaker.scheduleAtFixedRate(
                () -> dribble(pair), unit.toMillis(), unit.toMillis(), MILLISECONDS);
        try {
          assertThat(readSix(pair)).isEqualTo("......");
        } finally {
          sending.cancel(false);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(timeout);
      }
    });
  }

  // end::restarts[]

  private static String readSix(Pair pair) throws IOException {
    try {
      return new String(pair.server().getInputStream().readNBytes(6), US_ASCII);
    } catch (SocketTimeoutException e) {
      return e.getMessage();
    }
  }

  private static void dribble(Pair pair) {
    try {
      say(pair.client(), ".");
    } catch (IOException _) {
      // the reader has had enough
    }
  }

  // tag::exactly[]
  @Test
  void what_readNBytes_had_read_is_lost() throws Exception {
    try (var pair = impatient()) {
      var in = pair.server().getInputStream();
      say(pair.client(), "abc");
      awaitArrival(pair, 3);
      timesOut(() -> in.readNBytes(6));
      assertThat(in.available()).isZero();
      say(pair.client(), "def");
      awaitArrival(pair, 3);
      assertThat(in.readNBytes(3)).asString().isEqualTo("def");
    }
  }

  // end::exactly[]

  // tag::line[]
  @Test
  void what_readLine_had_read_is_lost() throws Exception {
    try (var pair = impatient()) {
      var reader = new BufferedReader(new InputStreamReader(pair.server().getInputStream()));
      say(pair.client(), "hel");
      awaitArrival(pair, 3);
      timesOut(reader::readLine);
      say(pair.client(), "lo\n");
      awaitArrival(pair, 3);
      assertThat(reader.readLine()).isEqualTo("lo");
    }
  }

  // end::line[]

  @Test
  void ones_own_writes_do_not_restart_it() throws Exception {
    try (var pair = impatient();
        var pacemaker = Executors.newSingleThreadScheduledExecutor()) {
      var writes = new AtomicInteger();
      Runnable writing =
          () -> {
            writes.incrementAndGet();
            dribble(new Pair(pair.server(), pair.client()));
          };
      var sending = pacemaker.scheduleWithFixedDelay(writing, 0, SHORT / 10, MILLISECONDS);
      try {
        await().atMost(Running.PATIENCE).until(() -> writes.get() > 0);
        timesOut(() -> pair.server().getInputStream().read()); // or the test never ends
      } finally {
        sending.cancel(false);
      }
    }
  }

  // tag::writes[]
  @Test
  void it_does_not_cover_writes_and_only_a_close_ends_one_that_is_stuck() throws Exception {
    try (var pair = impatient()) {
      var much = new byte[50_000_000]; // no kernel buffers that
      var writing = Talk.start(_ -> pair.server().getOutputStream().write(much));
      var in = pair.client().getInputStream();
      await().atMost(Running.PATIENCE).until(() -> in.available() > 0);
      await().during(Duration.ofMillis(4 * SHORT)).until(() -> !writing.isOver());
      pair.server().close();
      writing.endsWith("Socket closed");
    }
  }

  // end::writes[]

  // tag::connect[]
  @Test
  void it_does_not_limit_connect() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort())) { // backlog + 1: listen(2)
      var socket = new Socket();
      socket.setSoTimeout(SHORT);
      var connecting = Talk.start(_ -> socket.connect(full.getLocalSocketAddress()));
      try (socket) {
        await().during(Duration.ofMillis(4 * SHORT)).until(() -> !connecting.isOver());
      }
      connecting.endsWith("Socket closed");
    }
  }

  @Test
  void connect_has_a_limit_of_its_own() throws Exception {
    try (var full = listener();
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var _ = new Socket("127.0.0.1", full.getLocalPort());
        var socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(full.getLocalSocketAddress(), SHORT))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect timed out");
    }
  }

  // end::connect[]

  @Test
  void it_limits_accept() throws Exception {
    try (var listener = listener()) {
      listener.setSoTimeout(SHORT);
      assertThatThrownBy(listener::accept)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Accept timed out");
    }
  }

  @Test
  void a_read_on_a_closed_socket_is_no_timeout() throws Exception {
    try (var pair = impatient()) {
      var in = pair.server().getInputStream();
      pair.server().close();
      assertThatThrownBy(in::read).hasMessage("Socket closed");
    }
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  /** A connection whose server's side has a short timeout. */
  private static Pair impatient() throws IOException {
    var pair = Pair.connected();
    pair.server().setSoTimeout(SHORT);
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

  private static void awaitArrival(Pair pair, int bytes) {
    await()
        .atMost(Running.PATIENCE)
        .until(() -> pair.server().getInputStream().available() == bytes);
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
