package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleTimeoutTest {

  private static final Duration LIMIT = Duration.ofSeconds(6);
  private static final Duration A_MOMENT = Duration.ofNanos(1);

  private final HandClock clock = new HandClock();
  private Pair pair;

  @BeforeEach
  void connect() throws IOException {
    pair = Pair.connected();
  }

  @AfterEach
  void disconnect() throws IOException {
    pair.close();
  }

  @Test
  void the_limit_ends_the_input_and_leaves_the_output() throws Exception {
    try (var idle = watching()) {
      var in = pair.server().getInputStream();
      clock.turn(LIMIT.minus(A_MOMENT));
      assertThat(idle.isExpired()).isFalse();
      assertThat(pair.server().isInputShutdown()).isFalse();

      clock.turn(A_MOMENT);
      assertThat(idle.isExpired()).isTrue();
      assertThat(in.read()).isEqualTo(-1);
      pair.server().getOutputStream().write("bye".getBytes(UTF_8));
      assertThat(pair.client().getInputStream().readNBytes(3)).asString().isEqualTo("bye");
    }
  }

  @Test
  void a_read_that_waits_is_woken() throws Exception {
    try (var _ = watching()) {
      var in = pair.server().getInputStream();
      var reading = Talk.start(_ -> assertThat(in.read()).isEqualTo(-1));
      clock.turn(LIMIT);
      reading.endsWell();
    }
  }

  @Test
  void every_move_starts_the_limit_anew() throws Exception {
    try (var idle = watching()) {
      for (int i = 0; i < 1000; i++) {
        clock.turn(LIMIT.minus(A_MOMENT));
        idle.moved();
      }
      assertThat(idle.isExpired()).isFalse();
      clock.turn(LIMIT.minus(A_MOMENT));
      assertThat(idle.isExpired()).isFalse();
      clock.turn(A_MOMENT);
      assertThat(idle.isExpired()).isTrue();
    }
  }

  // tag::one-entry[]
  @Test
  void a_connection_is_one_entry_in_the_timer_and_a_move_sets_none() throws Exception {
    try (var idle = watching()) {
      for (int i = 0; i < 1_000_000; i++) {
        idle.moved();
      }
      assertThat(clock.set()).isEqualTo(1);
      clock.turn(LIMIT.minus(A_MOMENT));
      idle.moved();
      clock.turn(LIMIT); // it looks twice: at the limit, and at the limit after the move
      assertThat(clock.set()).isEqualTo(3);
      assertThat(clock.waiting()).isEqualTo(1);
    }
  }

  // end::one-entry[]

  @Test
  void who_does_not_leave_within_the_grace_is_reset() throws Exception {
    try (var _ = watching()) {
      clock.turn(LIMIT.plus(IdleTimeout.GRACE).minus(A_MOMENT));
      assertThat(pair.server().isClosed()).isFalse();
      clock.turn(A_MOMENT);
      assertThat(pair.server().isClosed()).isTrue();
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(clock.waiting()).isZero();
    }
  }

  @Test
  void a_write_that_is_stuck_is_ended_by_the_reset() throws Exception {
    try (var _ = watching()) {
      var writing = Talk.start(_ -> pair.server().getOutputStream().write(new byte[50_000_000]));
      await().atMost(Running.PATIENCE).until(() -> pair.client().getInputStream().available() > 0);
      clock.turn(LIMIT.plus(IdleTimeout.GRACE));
      writing.endsWith("Socket closed");
    }
  }

  @Test
  void a_move_after_the_limit_is_too_late() throws Exception {
    try (var idle = watching()) {
      clock.turn(LIMIT);
      idle.moved();
      clock.turn(IdleTimeout.GRACE);
      assertThat(pair.server().isClosed()).isTrue();
    }
  }

  @Test
  void closing_it_takes_its_entry_out_and_leaves_the_socket_open() throws Exception {
    try (var _ = watching()) {
      clock.turn(LIMIT.minus(A_MOMENT));
    }
    assertThat(clock.waiting()).isZero();
    clock.turn(LIMIT.multipliedBy(10));
    pair.client().getOutputStream().write('.');
    assertThat(pair.server().getInputStream().read()).isEqualTo('.');
  }

  @Test
  void a_socket_that_was_closed_in_the_meantime_is_left_alone() throws Exception {
    try (var _ = watching()) {
      pair.server().close();
      clock.turn(LIMIT.multipliedBy(10));
      assertThat(clock.waiting()).isZero();
      assertThat(pair.client().getInputStream().read()).isEqualTo(-1); // its FIN, and no reset
    }
  }

  @Test
  void the_real_clock_wakes_too_and_not_before_its_time() throws Exception {
    var limit = Duration.ofMillis(100);
    var in = pair.server().getInputStream();
    long start = System.nanoTime();
    try (var idle = new IdleTimeout(pair.server(), limit, Alarm.SYSTEM)) {
      assertThat(in.read()).isEqualTo(-1);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(limit.toNanos());
      assertThat(idle.isExpired()).isTrue();
    }
  }

  @Test
  void closing_it_while_the_limit_passes_leaves_the_socket_open_too() throws Exception {
    var atOnce = Duration.ofNanos(1);
    var pairs = new ArrayList<Pair>();
    try {
      for (int i = 0; i < 200; i++) {
        var next = Pair.connected();
        pairs.add(next);
        try (var idle = new IdleTimeout(next.server(), atOnce, Alarm.SYSTEM)) {
          await().pollInSameThread().pollDelay(Duration.ZERO).until(idle::isExpired);
        }
      }
      await()
          .during(IdleTimeout.GRACE.plusMillis(200))
          .atMost(Running.PATIENCE)
          .until(() -> pairs.stream().noneMatch(done -> done.server().isClosed()));
    } finally {
      for (var done : pairs) {
        done.close();
      }
    }
  }

  private IdleTimeout watching() {
    return new IdleTimeout(pair.server(), LIMIT, clock);
  }
}
