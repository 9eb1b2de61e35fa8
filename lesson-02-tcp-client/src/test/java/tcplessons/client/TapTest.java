package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tap as it is without a word about its manners. */
class TapTest {

  @Test
  void tells_the_connection_each_piece_and_both_ends() throws Exception {
    try (var tapped = Tapped.connected()) {
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      tapped.server.getOutputStream().write("한글\n".getBytes(UTF_8));
      assertThat(tapped.client.getInputStream().readNBytes(7)).asString().isEqualTo("한글\n");
      tapped.client.shutdownOutput();
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      tapped.server.shutdownOutput();
      assertThat(tapped.client.getInputStream().read()).isEqualTo(-1);

      assertThat(tapped.story())
          .containsExactly(
              "#1 127.0.0.1:%d to /127.0.0.1:%d"
                  .formatted(tapped.client.getLocalPort(), tapped.server.getLocalPort()),
              "#1 client -> server  8 bytes  testing~  74 65 73 74 69 6e 67 7e",
              "#1 client <- server  7 bytes  .......  ed 95 9c ea b8 80 0a",
              "#1 client -> server  FIN",
              "#1 client <- server  FIN");
      assertThat(tapped.tap.out.lines().get(2)).matches("#1 +\\d+\\.\\d{3} s  client -> server .*");
      assertThat(tapped.tap.err.lines()).isEmpty();
    }
  }

  @Test
  void numbers_its_connections() throws Exception {
    try (var echo = Running.echo();
        var tap = Running.tap(echo.port())) {
      for (int i = 1; i <= 3; i++) {
        try (var client = tap.connect()) {
          talk(client, "hello");
        }
        String number = "#" + i + " ";
        tap.out.awaitLines(
            lines -> lines.stream().anyMatch(line -> line.startsWith(number + "127.0.0.1:")));
      }
    }
  }

  @Test
  void shows_the_first_24_bytes_of_a_long_piece() throws Exception {
    try (var tapped = Tapped.connected()) {
      tapped.client.getOutputStream().write("0123456789".repeat(3).getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(30)).hasSize(30);
      assertThat(tapped.story())
          .last()
          .isEqualTo(
              "#1 client -> server  30 bytes  012345678901234567890123  30 31 32 33 34 35 36 37 38"
                  + " 39 30 31 32 33 34 35 36 37 38 39 30 31 32 33 ...");
    }
  }

  @Test
  void passes_on_every_byte_unchanged_in_both_directions() throws Exception {
    var bytes = random(100_000, 1);
    try (var echo = Running.echo();
        var tap = Running.tap(echo.port());
        var client = tap.connect()) {
      var sending =
          Talk.start(_ -> {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
          });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
      sending.endsWell();
    }
  }

  @Test
  void passes_on_the_clients_end_while_the_server_still_talks() throws Exception {
    try (var tapped = Tapped.connected()) {
      endOneDirection(tapped.client, tapped.server);
    }
  }

  @Test
  void passes_on_the_servers_end_while_the_client_still_talks() throws Exception {
    try (var tapped = Tapped.connected()) {
      endOneDirection(tapped.server, tapped.client);
    }
  }

  private static void endOneDirection(Socket early, Socket late) throws IOException {
    early.getOutputStream().write("the last word".getBytes(UTF_8));
    early.shutdownOutput();
    assertThat(late.getInputStream().readAllBytes()).asString().isEqualTo("the last word");
    for (int i = 0; i < 10; i++) {
      late.getOutputStream().write("not yet".getBytes(UTF_8));
      assertThat(early.getInputStream().readNBytes(7)).asString().isEqualTo("not yet");
    }
    late.close();
    assertThat(early.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void passes_on_a_reset_by_the_client() throws Exception {
    try (var tapped = Tapped.connected()) {
      Pair.reset(tapped.client);
      assertReset(tapped.server);
      assertThat(tapped.story()).hasSize(2).last().isEqualTo("#1 client -> server  RST");
      assertThat(tapped.tap.err.lines()).isEmpty();
    }
  }

  @Test
  void passes_on_a_reset_by_the_server() throws Exception {
    try (var tapped = Tapped.connected()) {
      Pair.reset(tapped.server);
      assertReset(tapped.client);
      assertThat(tapped.story()).hasSize(2).last().isEqualTo("#1 client <- server  RST");
    }
  }

  @Test
  void passes_on_a_reset_after_the_other_sides_end() throws Exception {
    try (var tapped = Tapped.connected()) {
      tapped.client.shutdownOutput();
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      Pair.reset(tapped.server);
      assertReset(tapped.client);
      assertThat(tapped.story()).endsWith("#1 client -> server  FIN", "#1 client <- server  RST");
    }
  }

  @Test
  void a_client_that_is_gone_after_its_end_is_noticed_when_the_server_talks() throws Exception {
    try (var tapped = Tapped.connected()) {
      tapped.client.close(); // FIN, and nobody is left to read
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> tapped.server.getOutputStream().write('.'))
                  .isInstanceOf(SocketException.class)
                  .hasMessage("Broken pipe"));
      assertThat(tapped.story()).endsWith("#1 client -> server  RST");
    }
  }

  @Test
  void one_connections_reset_is_nobody_elses_problem() throws Exception {
    try (var echo = Running.echo();
        var tap = Running.tap(echo.port());
        var before = tap.connect()) {
      assertThat(talk(before, "one")).isEqualTo("one");
      Pair.reset(tap.connect());
      assertThat(talk(before, "two")).isEqualTo("two");
      try (var after = tap.connect()) {
        assertThat(talk(after, "three")).isEqualTo("three");
      }
    }
  }

  @Test
  void a_client_whose_server_refuses_is_reset_and_there_is_one_line() throws Exception {
    try (var taken = taken(); // its port is nobody else's, and it does not listen
        var tap = Running.tap(taken.getLocalPort());
        var client = tap.connect()) {
      assertReset(client);
      tap.err.awaitLine(
          ("connection from 127.0.0.1:%d: cannot connect to 127.0.0.1, port %d: 127.0.0.1:"
                  + " Connection refused. Is the server running there? Its listeners: ss -ltn")
              .formatted(client.getLocalPort(), taken.getLocalPort()));
      assertThat(tap.err.lines()).hasSize(1);
      assertThat(tap.out.lines()).hasSize(1);
    }
  }

  @Test
  void two_hundred_connections_at_once_keep_their_words_apart() throws Exception {
    try (var echo = Running.echo();
        var tap = Running.tap(echo.port());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var talks =
          IntStream.range(0, 200)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    try (var client = tap.connect()) {
                      return talk(client, "I am " + i) + talk(client, ", still " + i);
                    }
                  })
              .toList();
      var answers = clients.invokeAll(talks);
      for (int i = 0; i < 200; i++) {
        assertThat(answers.get(i).get()).isEqualTo("I am " + i + ", still " + i);
      }
      assertThat(tap.err.lines()).isEmpty();
    }
  }

  @Test
  void reads_no_further_than_a_stuck_reader_lets_it() throws Exception {
    try (var tapped = Tapped.connected()) {
      var sent = new AtomicLong();
      var piece = new byte[10_000];
      var out = tapped.client.getOutputStream();
      var sending =
          Talk.start(_ -> {
            while (true) {
              out.write(piece);
              sent.addAndGet(piece.length);
            }
          });
      var seen = new AtomicLong(-1); // until a second goes by in which nothing more is taken
      await()
          .atMost(Running.PATIENCE)
          .pollInterval(1, TimeUnit.SECONDS)
          .until(() -> sent.get() > 0 && seen.getAndSet(sent.get()) == sent.get());
      assertThat(sent.get()).isLessThan(100_000_000); // four kernel buffers and one piece

      try (var other = tapped.tap.connect()) { // nobody else waits
        other.getOutputStream().write("testing~".getBytes(UTF_8));
        tapped.awaitStory("#2 client -> server  8 bytes  testing~  74 65 73 74 69 6e 67 7e");
      }
      Pair.reset(tapped.client);
      sending.endsWith("Socket closed");
    }
  }

  @Test
  void a_hundred_megabytes_each_way_at_once_arrive_whole_through_a_heap_of_64_megabytes()
      throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var tap =
            Command.lesson("tap", "--listen", "0", "--to", "127.0.0.1:" + listener.getLocalPort());
        var client = new Socket("127.0.0.1", tap.port());
        var server = listener.accept();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client.setSoTimeout(20_000);
      server.setSoTimeout(20_000);
      var sentByClient = threads.submit(() -> send(client, 1));
      var sentByServer = threads.submit(() -> send(server, 2));
      var heardByServer = threads.submit(() -> receive(server));
      var heardByClient = threads.submit(() -> receive(client));
      assertThat(heardByServer.get()).isEqualTo(sentByClient.get());
      assertThat(heardByClient.get()).isEqualTo(sentByServer.get());
      assertThat(tap.isRunning()).isTrue();
      assertThat(tap.err()).isEmpty();
    }
  }

  @Test
  void closing_the_tap_is_an_end_for_both_sides_and_nobodys_reset() throws Exception {
    try (var tapped = Tapped.connected()) {
      tapped.client.getOutputStream().write('.');
      assertThat(tapped.server.getInputStream().read()).isEqualTo('.');
      tapped.tap.stop();
      assertThat(tapped.client.getInputStream().read()).isEqualTo(-1);
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      assertThat(tapped.tap.err.lines()).isEmpty();
      assertThat(tapped.story()).hasSize(2).last().isEqualTo("#1 client -> server  1 bytes  .  2e");
    }
  }

  /** Sends 100 MB of noise and ends; the digest of what was sent. */
  private static byte[] send(Socket socket, int seed) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var noise = random(1_000_000, seed);
    for (int i = 0; i < 100; i++) {
      noise[i]++; // no two pieces are alike
      digest.update(noise);
      socket.getOutputStream().write(noise);
    }
    socket.shutdownOutput();
    return digest.digest();
  }

  private static byte[] receive(Socket socket) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var in = new DigestInputStream(socket.getInputStream(), digest);
    assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(100_000_000);
    return digest.digest();
  }

  private static byte[] random(int length, int seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Socket taken() throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.0.1", 0));
    return socket;
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  private static String talk(Socket client, String word) throws IOException {
    client.getOutputStream().write(word.getBytes(UTF_8));
    return new String(client.getInputStream().readNBytes(word.length()), UTF_8);
  }
}
