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

class IdleTimerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  private static final Duration ONE_NANO = Duration.ofNanos(1);

  private final ManualScheduler scheduler = new ManualScheduler();
  private SocketPair pair;

  @BeforeEach
  void connect() throws IOException {
    pair = SocketPair.connect();
  }

  @AfterEach
  void disconnect() throws IOException {
    pair.close();
  }

  @Test
  void the_timeout_shuts_down_the_input_and_not_the_output() throws Exception {
    try (var timer = start()) {
      var in = pair.server().getInputStream();
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
      assertThat(timer.isExpired()).isFalse();
      assertThat(pair.server().isInputShutdown()).isFalse();

      scheduler.advance(ONE_NANO);
      assertThat(timer.isExpired()).isTrue();
      assertThat(in.read()).isEqualTo(-1);
      pair.server().getOutputStream().write("bye".getBytes(UTF_8));
      assertThat(pair.client().getInputStream().readNBytes(3)).asString().isEqualTo("bye");
    }
  }

  @Test
  void a_blocked_read_returns_at_the_timeout() throws Exception {
    try (var _ = start()) {
      var in = pair.server().getInputStream();
      var reading = BackgroundTask.start(() -> assertThat(in.read()).isEqualTo(-1));
      scheduler.advance(TIMEOUT);
      reading.awaitSuccess();
    }
  }

  @Test
  void any_activity_restarts_the_timeout() throws Exception {
    try (var timer = start()) {
      for (int i = 0; i < 1000; i++) {
        scheduler.advance(TIMEOUT.minus(ONE_NANO));
        timer.recordRead();
        scheduler.advance(TIMEOUT.minus(ONE_NANO));
        timer.recordWrite();
      }
      assertThat(timer.isExpired()).isFalse();
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
      assertThat(timer.isExpired()).isFalse();
      scheduler.advance(ONE_NANO);
      assertThat(timer.isExpired()).isTrue();
    }
  }

  @Test
  void a_connection_has_one_scheduled_task_and_activity_schedules_none() throws Exception {
    try (var timer = start()) {
      for (int i = 0; i < 1_000_000; i++) {
        timer.recordRead();
        timer.recordWrite();
      }
      assertThat(scheduler.scheduled()).isEqualTo(1);
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
      timer.recordWrite();
      scheduler.advance(TIMEOUT); // two checks: at the timeout, and at the one after the activity
      assertThat(scheduler.scheduled()).isEqualTo(3);
      assertThat(scheduler.pending()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_is_still_open_after_the_reset_delay_is_reset() throws Exception {
    try (var _ = start()) {
      scheduler.advance(TIMEOUT.plus(IdleTimer.RESET_DELAY).minus(ONE_NANO));
      assertThat(pair.server().isClosed()).isFalse();
      scheduler.advance(ONE_NANO);
      assertThat(pair.server().isClosed()).isTrue();
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(scheduler.pending()).isZero();
    }
  }

  @Test
  void the_reset_ends_a_blocked_write() throws Exception {
    try (var _ = start()) {
      var writing =
          BackgroundTask.start(() -> pair.server().getOutputStream().write(new byte[50_000_000]));
      await().until(() -> pair.client().getInputStream().available() > 0);
      scheduler.advance(TIMEOUT.plus(IdleTimer.RESET_DELAY));
      writing.awaitFailure("Socket closed");
    }
  }

  @Test
  void activity_after_the_timeout_does_not_prevent_the_reset() throws Exception {
    try (var timer = start()) {
      scheduler.advance(TIMEOUT);
      timer.recordWrite();
      scheduler.advance(IdleTimer.RESET_DELAY);
      assertThat(pair.server().isClosed()).isTrue();
    }
  }

  @Test
  void input_that_is_unread_at_the_timeout_can_still_be_read() throws Exception {
    try (var timer = start()) {
      sendToServer();
      scheduler.advance(TIMEOUT.plus(IdleTimer.RECHECK_DELAY));
      assertThat(timer.isExpired()).isFalse();
      assertThat(pair.server().getInputStream().read()).isEqualTo('.');
      timer.recordRead();
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
      assertThat(timer.isExpired()).isFalse();
      scheduler.advance(ONE_NANO);
      assertThat(timer.isExpired()).isTrue();
    }
  }

  @Test
  void unread_input_does_not_extend_the_timeout_while_a_write_is_blocked() throws Exception {
    try (var timer = start()) {
      timer.recordRead(); // and the write that follows does not return
      sendToServer();
      scheduler.advance(TIMEOUT);
      assertThat(timer.isExpired()).isTrue();
    }
  }

  @Test
  void after_the_process_was_stopped_its_threads_have_time_to_record_activity() throws Exception {
    try (var timer = start()) {
      timer.recordRead();
      scheduler.stopProcess(TIMEOUT.multipliedBy(2)); // the peer reads, so the write can return
      scheduler.advance(IdleTimer.RECHECK_DELAY.minus(ONE_NANO));
      assertThat(timer.isExpired()).isFalse();
      timer.recordWrite();
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
      assertThat(timer.isExpired()).isFalse();
      scheduler.advance(ONE_NANO);
      assertThat(timer.isExpired()).isTrue();
    }
  }

  @Test
  void without_activity_a_late_check_delays_the_timeout_once() throws Exception {
    try (var timer = start()) {
      scheduler.stopProcess(TIMEOUT.multipliedBy(2));
      scheduler.advance(Duration.ZERO);
      assertThat(timer.isExpired()).isFalse();
      scheduler.stopProcess(TIMEOUT);
      scheduler.advance(Duration.ZERO);
      assertThat(timer.isExpired()).isTrue();
    }
  }

  private void sendToServer() throws IOException {
    pair.client().getOutputStream().write('.');
    await().until(() -> pair.server().getInputStream().available() > 0);
  }

  @Test
  void closing_the_timer_cancels_its_task_and_leaves_the_socket_open() throws Exception {
    try (var _ = start()) {
      scheduler.advance(TIMEOUT.minus(ONE_NANO));
    }
    assertThat(scheduler.pending()).isZero();
    scheduler.advance(TIMEOUT.multipliedBy(10));
    pair.client().getOutputStream().write('.');
    assertThat(pair.server().getInputStream().read()).isEqualTo('.');
  }

  @Test
  void a_socket_that_was_closed_in_the_meantime_is_not_reset() throws Exception {
    try (var _ = start()) {
      pair.server().close();
      scheduler.advance(TIMEOUT.multipliedBy(10));
      assertThat(scheduler.pending()).isZero();
      assertThat(pair.client().getInputStream().read()).isEqualTo(-1); // FIN, not RST
    }
  }

  @Test
  void the_system_scheduler_runs_the_check_and_not_before_the_timeout() throws Exception {
    var timeout = Duration.ofMillis(100);
    var in = pair.server().getInputStream();
    long start = System.nanoTime();
    try (var timer = IdleTimer.start(pair.server(), timeout, Scheduler.SYSTEM)) {
      assertThat(in.read()).isEqualTo(-1);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(timeout.toNanos());
      assertThat(timer.isExpired()).isTrue();
    }
  }

  @Test
  void closing_the_timer_just_when_it_expires_leaves_the_socket_open() throws Exception {
    var pairs = new ArrayList<SocketPair>();
    var closedInTime = new ArrayList<SocketPair>();
    try {
      for (int i = 0; i < 200; i++) {
        var next = SocketPair.connect();
        pairs.add(next);
        long start = System.nanoTime();
        try (var timer = IdleTimer.start(next.server(), ONE_NANO, Scheduler.SYSTEM)) {
          await().pollInSameThread().pollDelay(Duration.ZERO).until(timer::isExpired);
        }
        if (System.nanoTime() - start < IdleTimer.RESET_DELAY.toNanos()) { // the CPU may be busy
          closedInTime.add(next);
        }
      }
      await()
          .during(IdleTimer.RESET_DELAY.plusMillis(200))
          .until(() -> closedInTime.stream().noneMatch(each -> each.server().isClosed()));
      assertThat(closedInTime).isNotEmpty();
    } finally {
      for (var each : pairs) {
        each.close();
      }
    }
  }

  private IdleTimer start() {
    return IdleTimer.start(pair.server(), TIMEOUT, scheduler);
  }
}
