package tcplessons.docs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tcplessons.grader.peers.PeerBytes.bytes;
import static tcplessons.grader.peers.PeerBytes.exactly;
import static tcplessons.grader.peers.PeerBytes.text;

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
import tcplessons.docs.faults.Exchange.RequestResponse;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.BulkSender;
import tcplessons.grader.peers.ByteByByteSender;
import tcplessons.grader.peers.HalfCloser;
import tcplessons.grader.peers.IdlePeer;
import tcplessons.grader.peers.NeverCloser;
import tcplessons.grader.peers.NeverReader;
import tcplessons.grader.peers.PeerBytes;
import tcplessons.grader.peers.PeerResult.Ending;
import tcplessons.grader.peers.Resetter;
import tcplessons.grader.peers.SingleSegmentSender;
import tcplessons.grader.peers.TcpTable;

/** Every peer against a plain server. */
@Timeout(240)
class PeersTest {

  private static final Duration SHORT_LIMIT = Duration.ofMillis(200);

  /** The number of bytes that each read returns. */
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
  void one_byte_at_a_time_sends_every_byte_in_order_and_half_closes() throws Exception {
    try (var server = new TestServer<>(socket -> all(socket.getInputStream()))) {
      assertThat(server.run(new ByteByByteSender(bytes("hello"))).ending()).isEqualTo(Ending.FIN);
      assertThat(server.firstResult()).isEqualTo("hello");
    }
  }

  @Test
  void one_byte_at_a_time_sends_each_byte_in_its_own_segment() throws Exception {
    var sizes = new ArrayList<Integer>();
    try (var server = new TestServer<>(socket -> all(socket.getInputStream()));
        var socket = recording(sizes, server.port())) {
      new ByteByByteSender(bytes("hello")).run(socket);

      assertThat(sizes).containsExactly(1, 1, 1, 1, 1);
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  /** A socket that notes the number of bytes of each write. */
  private static Socket recording(List<Integer> sizes, int port) throws IOException {
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
  void one_segment_arrives_in_one_read() throws Exception {
    try (var server = new TestServer<>(PeersTest::reads)) {
      server.run(new SingleSegmentSender(bytes("onetwothree")));
      assertThat(server.firstResult()).containsExactly(11);
    }
  }

  @Test
  void a_half_closer_sends_nothing_and_receives_the_whole_response() throws Exception {
    try (var server =
        new TestServer<>(socket -> {
          var received = all(socket.getInputStream());
          socket.getOutputStream().write(bytes("answer"));
          return received;
        })) {
      var result = server.run(new HalfCloser());
      assertThat(server.firstResult()).isEmpty();
      assertThat(result.received()).isEqualTo("answer");
      assertThat(result.ending()).isEqualTo(Ending.FIN);
    }
  }

  @Test
  void a_resetter_resets_after_a_part_of_the_response() throws Exception {
    try (var server =
        new TestServer<>(socket -> {
          socket.getOutputStream().write(bytes("answer"));
          return all(socket.getInputStream());
        })) {
      assertThat(server.run(new Resetter(bytes("hello"), 2)).received()).isEqualTo("an");
      assertThatThrownBy(server::firstResult)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("Connection reset");
    }
  }

  @Test
  void an_idle_peer_sees_that_the_connection_stays_open() throws Exception {
    try (var server = new TestServer<>(socket -> all(socket.getInputStream()))) {
      var result = server.run(new IdlePeer(SHORT_LIMIT));
      assertThat(result.ending()).isEqualTo(Ending.OPEN);
      assertThat(result.elapsed()).isGreaterThanOrEqualTo(SHORT_LIMIT);
      assertThat(server.firstResult()).isEmpty();
    }
  }

  @Test
  void an_idle_peer_sees_the_fin_of_the_server() throws Exception {
    try (var server = new TestServer<>(_ -> "away")) {
      var result = server.run(new IdlePeer(Waiting.LIMIT));
      assertThat(result.ending()).isEqualTo(Ending.FIN);
      assertThat(result.elapsed()).isLessThan(Waiting.LIMIT);
    }
  }

  @Test
  void a_never_reader_is_blocked_when_the_server_does_not_read() throws Exception {
    var ended = new CountDownLatch(1);
    try (var server =
        new TestServer<>(_ -> {
          isReached(ended);
          return "";
        })) {
      var peer = new NeverReader(new byte[4096], Integer.MAX_VALUE, Waiting.LIMIT, true);
      var result = server.run(peer);
      ended.countDown();
      assertThat(result.blocked()).isTrue();
      assertThat(result.ending()).isEqualTo(Ending.OPEN);
    }
  }

  @Test
  void a_never_reader_sends_all_bytes_to_a_server_that_reads_them() throws Exception {
    try (var server = new TestServer<>(socket -> all(socket.getInputStream()).length())) {
      var result = server.run(new NeverReader(new byte[4096], 8192, Duration.ofSeconds(1), false));
      assertThat(result.blocked()).isFalse();
      assertThat(result.ending()).isEqualTo(Ending.OPEN);
      assertThat(server.firstResult()).isGreaterThanOrEqualTo(8192);
    }
  }

  @Test
  void a_never_reader_notices_a_reset() throws Exception {
    try (var server =
        new TestServer<>(socket -> {
          socket.setSoLinger(true, 0);
          return socket.getInputStream().read(); // a reset before that ends connect() itself
        })) {
      var result = server.run(new NeverReader(new byte[10], 10, Waiting.LIMIT, false));
      assertThat(result.ending()).isEqualTo(Ending.RST);
    }
  }

  @Test
  void a_never_closer_holds_its_socket_after_the_fin_of_the_server() throws Exception {
    try (var server =
        new TestServer<>(socket -> {
          socket.getOutputStream().write(bytes("bye"));
          socket.shutdownOutput();
          return all(socket.getInputStream());
        })) {
      var peer = new NeverCloser(bytes("hello"), Waiting.LIMIT);
      try (var socket = peer.connect(server.port())) {
        var result = peer.run(socket);
        assertThat(result.received()).isEqualTo("bye");
        assertThat(result.ending()).isEqualTo(Ending.FIN);
        assertThat(TcpTable.read().isHeld(server.port(), socket.getLocalPort())).isTrue();
      }
      assertThat(server.firstResult()).isEqualTo("hello");
    }
  }

  @Test
  void a_bulk_sender_sends_and_receives_at_the_same_time() throws Exception {
    var much = PeerBytes.randomBytes(4 * 1024 * 1024);
    try (var server =
        new TestServer<>(socket -> socket.getInputStream().transferTo(socket.getOutputStream()))) {
      assertThat(server.run(new BulkSender(much)).received()).isEqualTo(text(much));
      assertThat(server.firstResult()).isEqualTo(much.length);
    }
  }

  @Test
  void concurrent_clients_are_connected_at_the_same_time() throws Exception {
    var missing = new CountDownLatch(50);
    try (var server =
        new TestServer<>(socket -> {
          missing.countDown();
          if (isReached(missing)) {
            socket.getInputStream().transferTo(socket.getOutputStream());
          }
          return "";
        })) {
      var ask = new RequestResponse(bytes("hello"), exactly("hello"));
      assertThat(new ConcurrentClients(50, ask).run(server.port())).isEmpty();
    }
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void concurrent_clients_report_each_failed_exchange() throws Exception {
    try (var server = new TestServer<>(socket -> all(socket.getInputStream()))) {
      var ask = new RequestResponse(bytes("hello"), exactly("hello"));
      assertThat(new ConcurrentClients(3, ask).run(server.port()))
          .hasSize(3)
          .allMatch(line -> line.contains("0 bytes '', FIN"));
    }
  }
}
