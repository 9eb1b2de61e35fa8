package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageDeadlineTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void a_read_that_blocks_for_too_long_fails_and_names_the_missing_message() throws Exception {
    try (var pair = SocketPair.connect()) {
      assertThatThrownBy(() ->
              MessageDeadline.enforce(
                  pair.client(), SHORT, "answer", (socket, _) -> socket.getInputStream().read()))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer for 100ms: closed (--idle-timeout)");
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_write_that_blocks_for_too_long_fails_although_setSoTimeout_does_not_limit_it()
      throws Exception {
    var bytes = new byte[50_000_000]; // more than both kernel buffers hold
    try (var pair = SocketPair.connect()) {
      pair.client().setSoTimeout(1);
      assertThatThrownBy(() ->
              MessageDeadline.enforce(
                  pair.client(),
                  SHORT,
                  "reader",
                  (socket, _) -> socket.getOutputStream().write(bytes)))
          .isInstanceOf(IOException.class)
          .hasMessage("no reader for 100ms: closed (--idle-timeout)");
    }
  }

  @Test
  void setSoTimeout_restarts_with_every_byte() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.client().setSoTimeout(2000);
      var reading = BackgroundTask.start(() -> pair.client().getInputStream().readNBytes(24));
      var written = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(500)) // five bytes take longer than the timeout
          .until(() -> {
            pair.server().getOutputStream().write('A');
            return written.incrementAndGet() > 5;
          });
      assertThat(reading.isDone()).isFalse();
      pair.server().shutdownOutput();
      reading.awaitSuccess();
    }
  }

  @Test
  void each_restart_gives_the_whole_time_again() throws Exception {
    try (var pair = SocketPair.connect()) {
      var started = System.nanoTime();
      assertThatThrownBy(() ->
              MessageDeadline.enforce(
                  pair.client(),
                  Duration.ofSeconds(1),
                  "answer",
                  (socket, deadline) -> {
                    socket.setSoTimeout(500);
                    assertThatThrownBy(() -> socket.getInputStream().read())
                        .hasMessage("Read timed out");
                    deadline.restart();
                    socket.setSoTimeout(0);
                    socket.getInputStream().read();
                  }))
          .hasMessage("no answer for 1s: closed (--idle-timeout)");
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isGreaterThanOrEqualTo(Duration.ofMillis(1500));
    }
  }

  @Test
  void another_error_of_the_connection_is_thrown_unchanged() throws Exception {
    try (var pair = SocketPair.connect()) {
      assertThatThrownBy(() ->
              MessageDeadline.enforce(
                  pair.client(),
                  RunningStep.TIMEOUT,
                  "answer",
                  (_, _) -> {
                    throw new IOException("another");
                  }))
          .hasMessage("another");
    }
  }

  @Test
  void the_socket_stays_open_when_the_handler_returns_in_time() throws Exception {
    try (var pair = SocketPair.connect()) {
      MessageDeadline.enforce(pair.client(), SHORT, "answer", (_, deadline) -> deadline.restart());
      await().during(SHORT.multipliedBy(3)).until(() -> !pair.client().isClosed());
      pair.client().getOutputStream().write('.');
      assertThat(pair.server().getInputStream().read()).isEqualTo('.');
    }
  }
}
