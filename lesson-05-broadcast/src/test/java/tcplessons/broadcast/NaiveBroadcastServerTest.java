package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is wrong with it. */
class NaiveBroadcastServerTest {

  @Test
  void what_one_sends_goes_to_all_others_and_not_back() throws Exception {
    try (var running = Running.naive();
        var a = running.join();
        var b = running.join();
        var c = running.join()) {
      a.getOutputStream().write("hello".getBytes(UTF_8));
      assertThat(b.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      assertThat(c.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      b.getOutputStream().write("x".getBytes(UTF_8));
      assertThat(a.getInputStream().read()).isEqualTo('x'); // its own words have not come back
    }
  }

  // tag::stall[]
  @Test
  void one_client_that_does_not_read_stops_everybody() throws Exception {
    try (var running = Running.naive();
        var sender = running.join();
        var receiver = running.join();
        var stuck = running.join()) {
      var sending = Talk.start(_ -> sender.getOutputStream().write(new byte[100_000_000]));
      var received = new Counted(receiver);
      received.awaitStandstill(); // megabytes later, when the buffers of one are full

      assertThat(sending.isOver()).isFalse();
      assertThat(received.bytes()).isLessThan(100_000_000);
      assertThat(stuck.isClosed()).isFalse();
    }
  }

  // end::stall[]

  // tag::end[]
  @Test
  void the_end_of_the_one_that_did_not_read_ends_the_sender_too() throws Exception {
    try (var running = Running.naive();
        var sender = running.join();
        var receiver = running.join();
        var stuck = running.join()) {
      var sending = Talk.start(_ -> sender.getOutputStream().write(new byte[100_000_000]));
      new Counted(receiver).awaitStandstill(); // or nobody might be in a write to the stuck one
      Pair.reset(stuck);

      // Which of them depends on who hears of the reset first: this write, or the other's reader.
      String ends = "(Broken pipe|Connection reset|Socket (is )?closed).*";
      String innocent = "connection from 127.0.0.1:" + sender.getLocalPort() + ": ";
      running.err.awaitLines(
          lines -> lines.stream().anyMatch(line -> line.matches(innocent + ends)));
      sending.isOverSoon();
    }
  }

  // end::end[]

  /** Reads as fast as it can. */
  private static final class Counted {
    private volatile long bytes;
    private long before = -1;

    Counted(Socket socket) {
      Thread.startVirtualThread(() -> {
        try {
          var piece = new byte[64 * 1024];
          int count = 0;
          while (count != -1) {
            bytes += count;
            count = socket.getInputStream().read(piece);
          }
        } catch (java.io.IOException _) {
          // the test is over
        }
      });
    }

    long bytes() {
      return bytes;
    }

    void awaitStandstill() {
      await().atMost(Running.PATIENCE).during(Duration.ofMillis(500)).until(this::standsStill);
    }

    private boolean standsStill() {
      boolean still = bytes > 0 && bytes == before;
      before = bytes;
      return still;
    }
  }
}
