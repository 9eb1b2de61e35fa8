package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A tap that alters what it forwards. */
class TapOptionsTest {

  @Test
  void by_default_every_read_is_forwarded_with_one_write() throws Exception {
    assertThat(writes(_ -> {})).containsExactly(5, 5);
  }

  @Test
  void drip_writes_one_byte_at_a_time() throws Exception {
    assertThat(writes(options -> options.drip = true))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void coalesce_forwards_two_reads_with_one_write() throws Exception {
    assertThat(writes(options -> options.coalesce = true)).containsExactly(10);
  }

  @Test
  void coalesce_forwards_after_a_pause_and_the_connection_goes_on() throws Exception {
    try (var tapped = TappedConnection.open("--coalesce")) {
      for (int i = 0; i < 2; i++) {
        tapped.client.getOutputStream().write("hello".getBytes(UTF_8));
        assertThat(tapped.server.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      }
      tapped.client.shutdownOutput();
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      tapped.server.getOutputStream().write("late".getBytes(UTF_8));
      tapped.server.close();
      assertThat(tapped.client.getInputStream().readAllBytes()).asString().isEqualTo("late");
      assertThat(tapped.lines()).filteredOn(line -> line.contains("5 bytes  hello")).hasSize(2);
    }
  }

  @Test
  void drip_forwards_every_byte() throws Exception {
    try (var echo = RunningStep.server(new Echo());
        var tap = TappedConnection.startTap(echo.port(), "--drip");
        var client = tap.connect()) {
      var text = "안녕하세요 ".repeat(100);
      client.getOutputStream().write(text.getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo(text);
    }
  }

  @Test
  void delay_holds_back_each_write_and_loses_nothing() throws Exception {
    try (var tapped = TappedConnection.open("--delay", "200ms")) {
      long start = System.nanoTime();
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      tapped.server.getOutputStream().write("test".getBytes(UTF_8));
      assertThat(tapped.client.getInputStream().readNBytes(4)).asString().isEqualTo("test");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }
  }

  @Test
  void stopping_the_tap_does_not_wait_for_the_delay() throws Exception {
    try (var tapped = TappedConnection.open("--delay", "1h")) {
      tapped.client.getOutputStream().write('.');
      tapped.tap.out.awaitLine(line -> line.endsWith("1 bytes  .  2e"));
      tapped.tap.stop();
      assertThat(tapped.tap.exitCode).isCompletedWithValue(0);
      assertThat(tapped.tap.err.lines()).isEmpty();
      assertThat(tapped.client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void delay_and_coalesce_can_be_combined() throws Exception {
    try (var tapped = TappedConnection.open("--delay", "100ms", "--coalesce")) {
      long start = System.nanoTime();
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      var pauseAndDelay = Duration.ofMillis(200 + 100);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(pauseAndDelay);
    }
  }

  @Test
  void reset_after_counts_the_bytes_of_both_directions() throws Exception {
    try (var tapped = TappedConnection.open("--reset-after", "10")) {
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      tapped.server.getOutputStream().write("test".getBytes(UTF_8));
      assertThat(tapped.client.getInputStream().readNBytes(2)).asString().isEqualTo("te");
      for (var socket : List.of(tapped.client, tapped.server)) {
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessage("Connection reset");
      }
      assertThat(tapped.lines()).last().isEqualTo("#1       tap         RST");
    }
  }

  @Test
  void reset_after_and_drip_can_be_combined() throws Exception {
    try (var tapped = TappedConnection.open("--drip", "--reset-after", "3")) {
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(3)).asString().isEqualTo("tes");
      assertThatThrownBy(() -> tapped.server.getInputStream().read())
          .hasMessage("Connection reset");
    }
  }

  /** The sizes of the writes with which a tap forwards `hello` and `world`. */
  private static List<Integer> writes(Consumer<TapOptions> setting) throws Exception {
    var options = new TapOptions();
    setting.accept(options);
    var upstream = new RecordingSocket();
    try (var toClient = SocketPair.connect(new RecordingSocket());
        var toServer = SocketPair.connect(upstream)) {
      toClient.server().getOutputStream().write("helloworld".getBytes(UTF_8));
      toClient.server().shutdownOutput();
      toServer.server().shutdownOutput();
      new TapConnection(1, toClient.client(), upstream, options, new CapturedOutput()).run();
      assertThat(toServer.server().getInputStream().readAllBytes())
          .asString()
          .isEqualTo("helloworld");
      return upstream.writes;
    }
  }

  /** Returns at most five bytes for a read, and records the size of each write. */
  private static final class RecordingSocket extends Socket {

    private final List<Integer> writes = new CopyOnWriteArrayList<>();

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          return in.read(bytes, offset, Math.min(length, 5));
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          writes.add(length);
          out.write(bytes, offset, length);
        }
      };
    }
  }
}
