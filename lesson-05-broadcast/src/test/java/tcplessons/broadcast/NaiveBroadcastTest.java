package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is wrong with a server that writes to one client after the other. */
class NaiveBroadcastTest {

  private static RunningStep start() {
    return RunningStep.server(new Broadcast(), "--naive");
  }

  @Test
  void bytes_of_one_client_go_to_all_others_and_not_back() throws Exception {
    try (var running = start();
        var a = TestSockets.join(running);
        var b = TestSockets.join(running);
        var c = TestSockets.join(running)) {
      a.getOutputStream().write("hello".getBytes(UTF_8));
      assertThat(b.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      assertThat(c.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      b.getOutputStream().write("x".getBytes(UTF_8));
      assertThat(a.getInputStream().read()).isEqualTo('x'); // a has not received its own bytes
    }
  }

  @Test
  void one_client_that_does_not_read_blocks_all_others() throws Exception {
    try (var running = start();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running);
        var stalled = TestSockets.join(running)) {
      var sending =
          BackgroundTask.start(() -> sender.getOutputStream().write(new byte[100_000_000]));
      var received = new ByteCount(receiver);
      received.awaitStandstill(); // megabytes later, when the kernel's buffers are full

      assertThat(sending.isDone()).isFalse();
      assertThat(received.bytes()).isLessThan(100_000_000);
      assertThat(stalled.isClosed()).isFalse();
    }
  }

  @Test
  @LinuxErrorText
  void a_reset_of_the_client_that_does_not_read_closes_the_connection_of_the_sender()
      throws Exception {
    try (var running = start();
        var sender = TestSockets.join(running);
        var receiver = TestSockets.join(running);
        var stalled = TestSockets.join(running)) {
      var sending =
          BackgroundTask.start(() -> sender.getOutputStream().write(new byte[100_000_000]));
      new ByteCount(receiver).awaitStandstill(); // then the sender's thread blocks in a write
      TestSockets.reset(stalled);

      // The error depends on who notices the reset first: this write, or the other's reader.
      String error = "(Broken pipe|Connection reset|Socket (is )?closed).*";
      String prefix = "connection from " + TestSockets.address(sender) + ": ";
      running.err.awaitLine(line -> line.matches(prefix + error));
      await().until(sending::isDone);
    }
  }

  /** Reads from a client as fast as possible. */
  private static final class ByteCount {
    private volatile long bytes;
    private long previous = -1;

    ByteCount(Socket socket) {
      BackgroundTask.start(() -> {
        var buffer = new byte[64 * 1024];
        int count = 0;
        while (count != -1) {
          bytes += count;
          count = socket.getInputStream().read(buffer);
        }
      });
    }

    long bytes() {
      return bytes;
    }

    void awaitStandstill() {
      await().during(Duration.ofMillis(500)).until(this::isUnchanged);
    }

    private boolean isUnchanged() {
      boolean unchanged = bytes > 0 && bytes == previous;
      previous = bytes;
      return unchanged;
    }
  }
}
