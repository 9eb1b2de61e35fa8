package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The tap that misbehaves. */
class TapMannersTest {

  @Test
  void without_a_word_each_piece_is_passed_on_as_it_came() throws Exception {
    assertThat(writesFor(TapManners.builder().build())).containsExactly(5, 5);
  }

  @Test
  void dripping_writes_one_byte_at_a_time() throws Exception {
    assertThat(writesFor(TapManners.builder().dripping(true).build()))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void coalescing_writes_once_what_came_in_two_pieces() throws Exception {
    assertThat(writesFor(TapManners.builder().coalescing(true).build())).containsExactly(10);
  }

  @Test
  void a_pause_ends_what_is_coalesced_and_the_connection_goes_on() throws Exception {
    try (var tapped = Tapped.connected(TapManners.builder().coalescing(true).build())) {
      for (int i = 0; i < 2; i++) {
        tapped.client.getOutputStream().write("hello".getBytes(UTF_8));
        assertThat(tapped.server.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      }
      tapped.client.shutdownOutput();
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      tapped.server.getOutputStream().write("late".getBytes(UTF_8));
      tapped.server.close();
      assertThat(tapped.client.getInputStream().readAllBytes()).asString().isEqualTo("late");
      assertThat(tapped.story()).filteredOn(line -> line.contains("5 bytes  hello")).hasSize(2);
    }
  }

  @Test
  void what_drips_arrives_whole() throws Exception {
    try (var echo = Running.echo();
        var tap = Running.tap(echo.port(), TapManners.builder().dripping(true).build());
        var client = tap.connect()) {
      var text = "안녕하세요 ".repeat(100);
      client.getOutputStream().write(text.getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo(text);
    }
  }

  @Test
  void a_delay_holds_back_each_piece_and_loses_nothing() throws Exception {
    var delay = Duration.ofMillis(200);
    try (var tapped = Tapped.connected(TapManners.builder().delay(delay).build())) {
      long began = System.nanoTime();
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      tapped.server.getOutputStream().write("test".getBytes(UTF_8));
      assertThat(tapped.client.getInputStream().readNBytes(4)).asString().isEqualTo("test");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(delay.multipliedBy(2));
    }
  }

  @Test
  void breaks_off_after_so_many_bytes_both_directions_counted() throws Exception {
    try (var tapped = Tapped.connected(TapManners.builder().resetAfter(10).build())) {
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      tapped.server.getOutputStream().write("test".getBytes(UTF_8));
      assertThat(tapped.client.getInputStream().readNBytes(2)).asString().isEqualTo("te");
      for (var socket : List.of(tapped.client, tapped.server)) {
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessage("Connection reset");
      }
      assertThat(tapped.story()).last().isEqualTo("#1       tap         RST");
    }
  }

  @Test
  void breaks_off_in_the_middle_of_what_drips() throws Exception {
    var manners = TapManners.builder().resetAfter(3).dripping(true).build();
    try (var tapped = Tapped.connected(manners)) {
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(3)).asString().isEqualTo("tes");
      assertThatThrownBy(() -> tapped.server.getInputStream().read())
          .hasMessage("Connection reset");
    }
  }

  /** The sizes of the writes with which a tap passes on `hello` and `world`. */
  private static List<Integer> writesFor(TapManners manners) throws Exception {
    try (var near = Pair.connected(Watched::new);
        var far = Pair.connected(Watched::new)) {
      near.server().getOutputStream().write("helloworld".getBytes(UTF_8));
      near.server().shutdownOutput();
      far.server().shutdownOutput();
      Talk.start(out -> new TapConnection(1, near.client(), far.client(), manners, out).run())
          .endsWell();
      assertThat(far.server().getInputStream().readAllBytes()).asString().isEqualTo("helloworld");
      return far.client().writes;
    }
  }

  /** Hears in pieces of at most five bytes, and remembers how much was said at a time. */
  private static final class Watched extends Socket {

    private final List<Integer> writes = new CopyOnWriteArrayList<>();

    private Watched(InetAddress address, int port) throws IOException {
      super(address, port);
    }

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
