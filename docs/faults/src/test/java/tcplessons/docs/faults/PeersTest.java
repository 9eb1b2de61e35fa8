package tcplessons.docs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tcplessons.docs.faults.Say.bytes;
import static tcplessons.docs.faults.Say.exactly;
import static tcplessons.docs.faults.Say.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tcplessons.docs.faults.Exchange.Ask;
import tcplessons.docs.faults.Seen.Ending;

/** The peers do to a plain server what they are named after. */
@Timeout(240)
class PeersTest {

  private static final Duration SOON = Duration.ofMillis(200);

  /** The sizes of what each read brings. */
  private static List<Integer> reads(Socket socket) throws IOException {
    var reads = new ArrayList<Integer>();
    var piece = new byte[100];
    for (int n = socket.getInputStream().read(piece);
        n != -1;
        n = socket.getInputStream().read(piece)) {
      reads.add(n);
    }
    return reads;
  }

  private static String all(InputStream in) throws IOException {
    return text(in.readAllBytes());
  }

  @Test
  void drip_says_every_byte_in_order_and_ends() throws Exception {
    try (var host = new Host<>(socket -> all(socket.getInputStream()))) {
      assertThat(host.meets(new Drip(bytes("hello"))).ending()).isEqualTo(Ending.FIN);
      assertThat(host.saw()).isEqualTo("hello");
    }
  }

  @Test
  void drip_sends_its_bytes_in_segments_of_their_own() throws Exception {
    var sizes = new ArrayList<Integer>();
    try (var host = new Host<>(socket -> all(socket.getInputStream()));
        var socket = noting(sizes, host.port())) {
      new Drip(bytes("hello")).meet(socket);

      assertThat(sizes).containsExactly(1, 1, 1, 1, 1);
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  /** A socket that notes how much each write is. */
  private static Socket noting(List<Integer> sizes, int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port) {
      @Override
      public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
          @Override
          public void write(int b) throws IOException {
            sizes.add(1);
            out.write(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            sizes.add(length);
            out.write(bytes, offset, length);
          }
        };
      }
    };
  }

  @Test
  void one_segment_is_one_read() throws Exception {
    try (var host = new Host<>(PeersTest::reads)) {
      host.meets(new OneSegment(bytes("onetwothree")));
      assertThat(host.saw()).containsExactly(11);
    }
  }

  @Test
  void half_closer_says_nothing_and_hears_all() throws Exception {
    try (var host =
        new Host<>(socket -> {
          var said = all(socket.getInputStream());
          socket.getOutputStream().write(bytes("answer"));
          return said;
        })) {
      var seen = host.meets(new HalfCloser());
      assertThat(host.saw()).isEmpty();
      assertThat(seen.heard()).isEqualTo("answer");
      assertThat(seen.ending()).isEqualTo(Ending.FIN);
    }
  }

  @Test
  void resetter_breaks_off_after_so_many_bytes() throws Exception {
    try (var host =
        new Host<>(socket -> {
          socket.getOutputStream().write(bytes("answer"));
          return all(socket.getInputStream());
        })) {
      assertThat(host.meets(new Resetter(bytes("hello"), 2)).heard()).isEqualTo("an");
      assertThatThrownBy(host::saw)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("Connection reset");
    }
  }

  @Test
  void silent_sees_that_the_connection_stays() throws Exception {
    try (var host = new Host<>(socket -> all(socket.getInputStream()))) {
      var seen = host.meets(new Silent(SOON));
      assertThat(seen.ending()).isEqualTo(Ending.OPEN);
      assertThat(seen.after()).isGreaterThanOrEqualTo(SOON);
      assertThat(host.saw()).isEmpty();
    }
  }

  @Test
  void silent_sees_when_it_is_sent_away() throws Exception {
    try (var host = new Host<>(_ -> "away")) {
      var seen = host.meets(new Silent(Peer.PATIENCE));
      assertThat(seen.ending()).isEqualTo(Ending.FIN);
      assertThat(seen.after()).isLessThan(Peer.PATIENCE);
    }
  }

  @Test
  void never_reader_is_stuck_when_nobody_reads() throws Exception {
    var ended = new CountDownLatch(1);
    try (var host =
        new Host<>(_ -> {
          isReached(ended);
          return "";
        })) {
      var peer = new NeverReader(new byte[4096], Integer.MAX_VALUE, Peer.PATIENCE, true);
      var seen = host.meets(peer);
      ended.countDown();
      assertThat(seen.stuck()).isTrue();
      assertThat(seen.ending()).isEqualTo(Ending.OPEN);
    }
  }

  @Test
  void never_reader_says_all_and_stays_where_everything_is_taken() throws Exception {
    try (var host = new Host<>(socket -> all(socket.getInputStream()).length())) {
      var seen = host.meets(new NeverReader(new byte[4096], 8192, Duration.ofSeconds(1), false));
      assertThat(seen.stuck()).isFalse();
      assertThat(seen.ending()).isEqualTo(Ending.OPEN);
      assertThat(host.saw()).isGreaterThanOrEqualTo(8192);
    }
  }

  @Test
  void never_reader_notices_that_it_was_reset() throws Exception {
    try (var host =
        new Host<>(socket -> {
          socket.setSoLinger(true, 0);
          return socket.getInputStream().read(); // a reset before that ends connect() itself
        })) {
      var seen = host.meets(new NeverReader(new byte[10], 10, Peer.PATIENCE, false));
      assertThat(seen.ending()).isEqualTo(Ending.RST);
    }
  }

  @Test
  void never_closer_outlives_the_servers_end() throws Exception {
    try (var host =
        new Host<>(socket -> {
          socket.getOutputStream().write(bytes("bye"));
          socket.shutdownOutput();
          return all(socket.getInputStream());
        })) {
      var peer = new NeverCloser(bytes("hello"), Peer.PATIENCE);
      try (var socket = peer.connect(host.port())) {
        var seen = peer.meet(socket);
        assertThat(seen.heard()).isEqualTo("bye");
        assertThat(seen.ending()).isEqualTo(Ending.FIN);
        assertThat(TcpTable.isHeld(host.port(), socket.getLocalPort())).isTrue();
      }
      assertThat(host.saw()).isEqualTo("hello");
    }
  }

  @Test
  void talker_says_much_and_hears_much_at_the_same_time() throws Exception {
    var much = Say.garbage(4 * 1024 * 1024);
    try (var host =
        new Host<>(socket -> socket.getInputStream().transferTo(socket.getOutputStream()))) {
      assertThat(host.meets(new Talker(much)).heard()).isEqualTo(text(much));
      assertThat(host.saw()).isEqualTo(much.length);
    }
  }

  @Test
  void a_crowd_is_there_at_the_same_time() throws Exception {
    var missing = new CountDownLatch(50);
    try (var host =
        new Host<>(socket -> {
          missing.countDown();
          if (isReached(missing)) {
            socket.getInputStream().transferTo(socket.getOutputStream());
          }
          return "";
        })) {
      var ask = new Ask(bytes("hello"), exactly("hello"));
      assertThat(new Crowd(50, ask).meet(host.port())).isEmpty();
    }
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void a_crowd_tells_who_was_not_served() throws Exception {
    try (var host = new Host<>(socket -> all(socket.getInputStream()))) {
      var ask = new Ask(bytes("hello"), exactly("hello"));
      assertThat(new Crowd(3, ask).meet(host.port()))
          .hasSize(3)
          .allMatch(line -> line.contains("0 bytes '', FIN"));
    }
  }
}
