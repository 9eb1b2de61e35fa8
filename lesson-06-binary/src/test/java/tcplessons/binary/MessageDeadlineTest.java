package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
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

  @Test
  void data_that_has_arrived_at_the_deadline_can_still_complete_the_message() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().getOutputStream().write('.');
      MessageDeadline.enforce(
          pair.client(),
          SHORT,
          "message",
          (socket, deadline) -> {
            await().pollDelay(SHORT.multipliedBy(3)).until(() -> true); // as if it was stopped
            assertThat(socket.getInputStream().read()).isEqualTo('.');
            deadline.restart();
          });
    }
  }

  @Test
  void unread_data_extends_the_deadline_once() throws Exception {
    try (var pair = SocketPair.connect()) {
      pair.server().getOutputStream().write('.');
      assertThatThrownBy(() ->
              MessageDeadline.enforce(
                  pair.client(),
                  SHORT,
                  "message",
                  (socket, _) -> {
                    await().until(socket::isClosed);
                    socket.getInputStream().read();
                  }))
          .hasMessage("no message for 100ms: closed (--idle-timeout)");
    }
  }

  @Test
  void a_frame_that_arrived_while_the_process_was_stopped_is_echoed() throws Exception {
    byte[] frame = {0, 0, 0, 2, 'h', 'i'};
    try (var server = TestProcess.step("frames", "--port", "0", "--idle-timeout", "1s");
        var client = new Socket("127.0.0.1", server.port())) {
      client.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
      server.out.awaitLine("connect address : 127.0.0.1");
      server.signal("STOP");
      client.getOutputStream().write(frame);
      await().pollDelay(Duration.ofMillis(2500)).until(() -> true);
      server.signal("CONT");
      assertThat(client.getInputStream().readNBytes(frame.length)).isEqualTo(frame);
    }
  }

  @Test
  @LinuxErrorText
  void a_peer_that_reads_slowly_restarts_the_deadline() throws Exception {
    int readBytes = 256 * 1024; // a third of a send buffer that the kernel has enlarged is more
    try (var pair = SocketPair.connect()) {
      pair.server().setReceiveBufferSize(64 * 1024);
      var writes = new AtomicInteger();
      var writing =
          BackgroundTask.start(() ->
              MessageDeadline.enforce(
                  pair.client(),
                  RunningStep.TIMEOUT.multipliedBy(3),
                  "message",
                  (socket, deadline) -> {
                    for (var message = new byte[8192]; ; writes.incrementAndGet()) {
                      socket.getOutputStream().write(message);
                      deadline.restart();
                    }
                  }));
      for (int i = 0; i < 5; i++) {
        var previous = new AtomicInteger();
        await()
            .during(Duration.ofMillis(500)) // the write is blocked
            .until(() -> {
              int now = writes.get();
              return now > 10 && previous.getAndSet(now) == now;
            });
        int blockedAt = writes.get();
        assertThat(pair.server().getInputStream().readNBytes(readBytes)).hasSize(readBytes);
        await().until(() -> writes.get() > blockedAt);
      }
      SocketPair.reset(pair.server());
      writing.awaitFailure("Connection reset by peer");
    }
  }
}
