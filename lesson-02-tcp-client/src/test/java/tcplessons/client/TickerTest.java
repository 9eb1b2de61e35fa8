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
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TickerTest {

  private static final String SHORT_INTERVAL = "20ms";

  /** So long that nothing is sent during the test. */
  private static final String LONG_INTERVAL = "1h";

  @Test
  void sends_a_request_at_every_tick_and_prints_every_response() throws Exception {
    try (var ticker = start(SHORT_INTERVAL)) {
      for (int i = 1; i <= 3; i++) {
        ticker.receive("testing~");
        ticker.send("response " + i);
        ticker.out.awaitLine("receive: response " + i);
      }
      ticker.server.shutdownOutput();
      ticker.awaitSuccess();
      assertThat(ticker.out.lines())
          .containsExactly(
              "connect to server!",
              "receive: response 1",
              "receive: response 2",
              "receive: response 3",
              "disconnected.");
    }
  }

  @Test
  void eof_stops_the_writer_and_closes_the_socket() throws Exception {
    try (var ticker = start(LONG_INTERVAL)) { // the writer's sleep is interrupted
      ticker.server.shutdownOutput();
      ticker.awaitSuccess();
      assertThat(ticker.out.lines()).containsExactly("connect to server!", "disconnected.");
      assertThat(ticker.server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_reset_is_an_error_with_exit_code_1() throws Exception {
    try (var ticker = start(LONG_INTERVAL)) {
      ticker.out.awaitLine("connect to server!");
      SocketPair.reset(ticker.server);
      ticker.awaitFailure("Connection reset");
      assertThat(ticker.out.lines()).containsExactly("connect to server!");
    }
  }

  @Test
  void prints_the_data_that_arrived_before_a_reset() throws Exception {
    try (var ticker = start(LONG_INTERVAL)) {
      ticker.send("test");
      ticker.out.awaitLine("receive: test");
      SocketPair.reset(ticker.server);
      ticker.awaitFailure("Connection reset");
    }
  }

  @Test
  @LinuxErrorText
  void after_the_servers_close_one_write_succeeds_and_the_next_one_fails() throws Exception {
    try (var ticker = start("1s", "--keep-writing")) {
      ticker.server.close();
      ticker.awaitFailure("Broken pipe");
      assertThat(ticker.out.lines())
          .containsExactly(
              "connect to server!", "disconnected.", "wrote after the end, and nobody objected");
    }
  }

  @Test
  @LinuxErrorText
  void after_the_servers_half_close_every_write_succeeds() throws Exception {
    try (var ticker = start(SHORT_INTERVAL, "--keep-writing")) {
      ticker.server.shutdownOutput();
      ticker.out.awaitLine("disconnected.");
      for (int i = 1; i <= 10; i++) {
        ticker.receive("testing~");
      }
      assertThat(ticker.isRunning()).isTrue();
      ticker.server.close();
      ticker.awaitFailure("Broken pipe");
    }
  }

  @Test
  @LinuxErrorText
  void a_write_that_began_before_eof_is_not_reported_as_a_write_after_it() throws Exception {
    var ticker = new Ticker();
    var out = new CapturedOutput();
    ticker.out = out;
    ticker.interval = Duration.ofMillis(20);
    ticker.keepWriting = true;
    try (var pair = SocketPair.connect();
        var slow = new SlowSocket(pair.client())) {
      var running = BackgroundTask.start(() -> ticker.run(slow));
      pair.server().getInputStream().readNBytes(8);
      pair.server().shutdownOutput();
      out.awaitLine("disconnected.");
      slow.returns.release(); // only now the write returns that began before EOF
      pair.server().getInputStream().readNBytes(8);
      assertThat(out.lines()).containsExactly("connect to server!", "disconnected.");

      slow.returns.release(100);
      out.awaitLine("wrote after the end, and nobody objected");
      pair.server().close();
      running.awaitFailure("Broken pipe");
    }
  }

  @Test
  void sends_and_receives_at_the_same_time_while_the_server_floods_it() throws Exception {
    try (var ticker = start(SHORT_INTERVAL)) {
      var flood = "x".repeat(10_000).getBytes(UTF_8);
      var sender =
          BackgroundTask.start(() -> {
            for (int i = 0; i < 300; i++) {
              ticker.server.getOutputStream().write(flood);
            }
          });
      await().until(() -> ticker.server.getInputStream().available() > 0); // requests
      sender.awaitSuccess();
      await().until(() -> String.join("", ticker.out.lines()).length() > 3_000_000);
      assertThat(ticker.isRunning()).isTrue();
    }
  }

  @Test
  void decodes_a_korean_character_that_is_split_between_two_segments() throws Exception {
    try (var ticker = start(LONG_INTERVAL)) {
      var bytes = "한글".getBytes(UTF_8);
      ticker.server.getOutputStream().write(bytes, 0, 4); // 한, and the first byte of 글
      ticker.out.awaitLine("receive: 한");
      ticker.server.getOutputStream().write(bytes, 4, 2);
      ticker.out.awaitLine("receive: 글");
      ticker.server.close();
      ticker.awaitSuccess();
    }
  }

  @Test
  void prints_control_characters_as_replacement_characters() throws Exception {
    try (var ticker = start(LONG_INTERVAL)) {
      ticker.send("\u001b[2Jred\u0007");
      ticker.out.awaitLine("receive: \uFFFD[2Jred\uFFFD");
    }
  }

  @Test
  void a_server_that_is_killed_closes_its_connections_with_fin() throws Exception {
    try (var server = TestProcess.step("reply-always", "--port", "0");
        var ticker = RunningStep.start(new Ticker(), "--port", "" + server.port())) {
      ticker.out.awaitLine("receive: test");
      server.signal("KILL"); // the kernel closes the sockets of the process
      assertThat(ticker.exitCode.join()).isZero();
      assertThat(ticker.out.lines())
          .startsWith("connect to server!", "receive: test")
          .last()
          .isEqualTo("disconnected.");
    }
  }

  private static ConnectedStep start(String interval, String... options) throws IOException {
    var all = Stream.concat(Stream.of("--interval", interval), Stream.of(options));
    return ConnectedStep.start(new Ticker(), all.toArray(String[]::new));
  }

  /** A socket whose writes return when the test permits it, long after the data has been sent. */
  private static final class SlowSocket extends Socket {

    private final Socket socket;
    private final Semaphore returns = new Semaphore(0);

    private SlowSocket(Socket socket) {
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
