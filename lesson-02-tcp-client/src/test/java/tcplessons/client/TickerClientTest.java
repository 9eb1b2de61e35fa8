package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The ticker against servers that the test plays. */
class TickerClientTest {

  private static final Duration QUICK = Duration.ofMillis(20);

  /** So slow that no tick comes between: what happens is the server's doing alone. */
  private static final Duration NEVER = Duration.ofHours(1);

  @Test
  void sends_testing_at_every_tick_and_prints_every_answer() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, QUICK);
      for (int i = 1; i <= 3; i++) {
        assertThat(pair.server().getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
        say(pair, "answer " + i);
        talk.out.awaitLine("receive: answer " + i);
      }
      pair.server().shutdownOutput();
      talk.endsWell();
      assertThat(talk.out.lines())
          .containsExactly(
              "connect to server!",
              "receive: answer 1",
              "receive: answer 2",
              "receive: answer 3",
              "disconnected.");
    }
  }

  @Test
  void notices_the_end_stops_ticking_and_ends_its_own_direction() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, NEVER); // its writer sleeps for an hour, and is woken
      pair.server().shutdownOutput();
      talk.endsWell();
      assertThat(talk.out.lines()).containsExactly("connect to server!", "disconnected.");
      assertThat(pair.client().isClosed()).isTrue();
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_reset_is_an_error() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, NEVER);
      talk.out.awaitLine("connect to server!");
      Pair.reset(pair.server());
      talk.endsWith("Connection reset");
      assertThat(talk.out.lines()).containsExactly("connect to server!");
      assertThat(pair.client().isClosed()).isTrue();
    }
  }

  @Test
  void what_came_before_a_reset_is_still_printed() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, NEVER);
      say(pair, "test");
      talk.out.awaitLine("receive: test");
      Pair.reset(pair.server());
      talk.endsWith("Connection reset");
    }
  }

  @Test
  void writing_on_after_the_servers_close_succeeds_once_and_then_fails() throws Exception {
    try (var pair = Pair.connected()) {
      pair.server().close();
      var talk = writingOn(pair, Duration.ofSeconds(1));
      talk.endsWith("Broken pipe");
      assertThat(talk.out.lines())
          .containsExactly(
              "connect to server!", "disconnected.", "wrote after the end, and nobody objected");
    }
  }

  @Test
  void writing_on_after_a_half_close_always_succeeds() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = writingOn(pair, QUICK);
      pair.server().shutdownOutput();
      talk.out.awaitLine("disconnected.");
      for (int i = 1; i <= 10; i++) {
        assertThat(pair.server().getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      }
      assertThat(talk.isOver()).isFalse();
      pair.server().close();
      talk.endsWith("Broken pipe");
    }
  }

  @Test
  void a_tick_that_left_before_the_end_is_not_said_to_be_after_it() throws Exception {
    try (var pair = Pair.connected();
        var slow = new SlowToReturn(pair.client())) {
      var talk = Talk.start(out -> new TickerClient(QUICK, true, out).run(slow));
      pair.server().getInputStream().readNBytes(8);
      pair.server().shutdownOutput();
      talk.out.awaitLine("disconnected.");
      slow.returns.release(); // only now does the write return that was there before the end
      pair.server().getInputStream().readNBytes(8);
      assertThat(talk.out.lines()).containsExactly("connect to server!", "disconnected.");

      slow.returns.release(100);
      talk.out.awaitLine("wrote after the end, and nobody objected");
      pair.server().close();
      talk.endsWith("Broken pipe");
    }
  }

  @Test
  void a_server_that_never_reads_and_never_stops_is_printed_and_ticked_all_the_while()
      throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, QUICK);
      var flood = "x".repeat(10_000).getBytes(UTF_8);
      Thread.startVirtualThread(() -> repeat(pair.server(), flood));
      await().atMost(Running.PATIENCE).until(() -> talk.out.size() > 3_000_000);
      assertThat(talk.isOver()).isFalse();
      await().until(() -> pair.server().getInputStream().available() > 0); // ticks, unread
      pair.client().close();
      talk.endsWith("Socket closed");
    }
  }

  @Test
  void a_korean_character_cut_between_two_segments_stays_whole() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, NEVER);
      var bytes = "한글".getBytes(UTF_8);
      pair.server().getOutputStream().write(bytes, 0, 4); // 한, and the first byte of 글
      talk.out.awaitLine("receive: 한");
      pair.server().getOutputStream().write(bytes, 4, 2);
      talk.out.awaitLine("receive: 글");
      pair.server().close();
      talk.endsWell();
    }
  }

  @Test
  void shows_control_characters_instead_of_obeying_them() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = ticking(pair, NEVER);
      say(pair, "\u001b[2Jred\u0007");
      talk.out.awaitLine("receive: \uFFFD[2Jred\uFFFD");
    }
  }

  @Test
  void a_server_killed_in_the_middle_is_an_end_like_any_other() throws Exception {
    try (var server = Command.lesson("reply-always", "--port", "0")) {
      var socket = new Socket("127.0.0.1", server.port());
      var talk = Talk.start(out -> new TickerClient(NEVER, false, out).run(socket));
      socket.getOutputStream().write("testing~".getBytes(UTF_8));
      talk.out.awaitLine("receive: test");
      server.signal("KILL"); // the kernel closes what the process had open: FIN
      talk.endsWell();
      assertThat(talk.out.lines())
          .isEqualTo(List.of("connect to server!", "receive: test", "disconnected."));
    }
  }

  private static Talk ticking(Pair<?> pair, Duration interval) {
    return Talk.start(out -> new TickerClient(interval, false, out).run(pair.client()));
  }

  private static Talk writingOn(Pair<?> pair, Duration interval) {
    return Talk.start(out -> new TickerClient(interval, true, out).run(pair.client()));
  }

  private static void say(Pair<?> pair, String text) throws IOException {
    pair.server().getOutputStream().write(text.getBytes(UTF_8));
  }

  private static void repeat(Socket socket, byte[] bytes) {
    try {
      while (true) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException _) {
      // the other side has had enough
    }
  }

  /**
   * A connection on which a write returns when the test says so, long after the bytes have left.
   */
  private static final class SlowToReturn extends Socket {

    private final Socket socket;
    private final Semaphore returns = new Semaphore(0);

    private SlowToReturn(Socket socket) {
      this.socket = socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(socket.getOutputStream()) {
        @Override
        public void write(byte[] bytes) throws IOException {
          out.write(bytes);
          returns.acquireUninterruptibly();
        }
      };
    }
  }
}
