package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void a_read_that_waits_too_long_ends_with_what_was_awaited() throws Exception {
    try (var pair = Pair.connected()) {
      hold(pair.client(), "answer", (socket, _) -> socket.getInputStream().read())
          .endsWith("no answer for 100ms: closed (--idle-timeout)");
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_write_that_waits_too_long_ends_which_a_timeout_of_the_socket_does_not_bring_about()
      throws Exception {
    var much = new byte[50_000_000]; // no kernel buffers that
    try (var pair = Pair.connected()) {
      pair.client().setSoTimeout(1);
      hold(pair.client(), "reader", (socket, _) -> socket.getOutputStream().write(much))
          .endsWith("no reader for 100ms: closed (--idle-timeout)");
    }
  }

  private static Talk hold(Socket socket, String awaited, Deadline.Conversation conversation) {
    return Talk.start(_ -> Deadline.hold(socket, SHORT, awaited, conversation));
  }

  @Test
  void a_timeout_of_the_socket_starts_again_with_every_byte() throws Exception {
    try (var pair = Pair.connected()) {
      pair.client().setSoTimeout(2000);
      var reading = Talk.start(_ -> pair.client().getInputStream().readNBytes(24));
      var written = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(500)) // five bytes take longer than the timeout
          .until(() -> {
            pair.server().getOutputStream().write('A');
            return written.incrementAndGet() > 5;
          });
      assertThat(reading.isOver()).isFalse();
      pair.server().shutdownOutput();
      reading.endsWell();
    }
  }

  @Test
  void another_failure_stays_what_it_is() throws Exception {
    try (var pair = Pair.connected()) {
      assertThatThrownBy(() ->
              Deadline.hold(
                  pair.client(),
                  Running.PATIENCE,
                  "answer",
                  (_, _) -> {
                    throw new IOException("another");
                  }))
          .hasMessage("another");
    }
  }

  @Test
  void the_socket_stays_open_when_the_conversation_is_over_in_time() throws Exception {
    try (var pair = Pair.connected()) {
      Deadline.hold(pair.client(), Running.PATIENCE, "answer", (_, deadline) -> deadline.restart());
      pair.client().getOutputStream().write('.');
      assertThat(pair.server().getInputStream().read()).isEqualTo('.');
    }
  }
}
