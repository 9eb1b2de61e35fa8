package tcplessons.client;

import static java.io.OutputStream.nullOutputStream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
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

/** The tap without options: it forwards everything unchanged. */
class TapTest {

  @Test
  void prints_the_connection_each_read_and_both_fins() throws Exception {
    try (var tapped = TappedConnection.open()) {
      tapped.client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(8)).asString().isEqualTo("testing~");
      tapped.server.getOutputStream().write("한글\n".getBytes(UTF_8));
      assertThat(tapped.client.getInputStream().readNBytes(7)).asString().isEqualTo("한글\n");
      tapped.client.shutdownOutput();
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      tapped.server.shutdownOutput();
      assertThat(tapped.client.getInputStream().read()).isEqualTo(-1);

      assertThat(tapped.lines())
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
  void numbers_the_connections() throws Exception {
    try (var echo = RunningStep.server(new Echo());
        var tap = TappedConnection.startTap(echo.port())) {
      for (int i = 1; i <= 3; i++) {
        try (var client = tap.connect()) {
          request(client, "hello");
        }
        String number = "#" + i + " ";
        tap.out.awaitLine(line -> line.startsWith(number + "127.0.0.1:"));
      }
    }
  }

  @Test
  void prints_the_first_24_bytes_of_a_long_read() throws Exception {
    try (var tapped = TappedConnection.open()) {
      tapped.client.getOutputStream().write("0123456789".repeat(3).getBytes(UTF_8));
      assertThat(tapped.server.getInputStream().readNBytes(30)).hasSize(30);
      assertThat(tapped.lines())
          .last()
          .isEqualTo(
              "#1 client -> server  30 bytes  012345678901234567890123  30 31 32 33 34 35 36 37 38"
                  + " 39 30 31 32 33 34 35 36 37 38 39 30 31 32 33 ...");
    }
  }

  @Test
  void forwards_every_byte_unchanged_in_both_directions() throws Exception {
    var bytes = random(100_000, 1);
    try (var echo = RunningStep.server(new Echo());
        var tap = TappedConnection.startTap(echo.port());
        var client = tap.connect()) {
      var sending =
          BackgroundTask.start(() -> {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
          });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
      sending.awaitSuccess();
    }
  }

  @Test
  void forwards_the_clients_fin_while_the_server_still_sends() throws Exception {
    try (var tapped = TappedConnection.open()) {
      halfClose(tapped.client, tapped.server);
    }
  }

  @Test
  void forwards_the_servers_fin_while_the_client_still_sends() throws Exception {
    try (var tapped = TappedConnection.open()) {
      halfClose(tapped.server, tapped.client);
    }
  }

  private static void halfClose(Socket early, Socket late) throws IOException {
    early.getOutputStream().write("the last data".getBytes(UTF_8));
    early.shutdownOutput();
    assertThat(late.getInputStream().readAllBytes()).asString().isEqualTo("the last data");
    for (int i = 0; i < 10; i++) {
      late.getOutputStream().write("not yet".getBytes(UTF_8));
      assertThat(early.getInputStream().readNBytes(7)).asString().isEqualTo("not yet");
    }
    late.close();
    assertThat(early.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void forwards_a_reset_by_the_client() throws Exception {
    try (var tapped = TappedConnection.open()) {
      SocketPair.reset(tapped.client);
      assertReset(tapped.server);
      assertThat(tapped.lines()).hasSize(2).last().isEqualTo("#1 client -> server  RST");
      assertThat(tapped.tap.err.lines()).isEmpty();
    }
  }

  @Test
  void forwards_a_reset_by_the_server() throws Exception {
    try (var tapped = TappedConnection.open()) {
      SocketPair.reset(tapped.server);
      assertReset(tapped.client);
      assertThat(tapped.lines()).hasSize(2).last().isEqualTo("#1 client <- server  RST");
    }
  }

  @Test
  void forwards_a_reset_after_the_fin_of_the_other_side() throws Exception {
    try (var tapped = TappedConnection.open()) {
      tapped.client.shutdownOutput();
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      SocketPair.reset(tapped.server);
      assertReset(tapped.client);
      assertThat(tapped.lines()).endsWith("#1 client -> server  FIN", "#1 client <- server  RST");
    }
  }

  @Test
  @LinuxErrorText
  void a_client_that_has_closed_resets_the_connection_when_the_server_sends() throws Exception {
    try (var tapped = TappedConnection.open()) {
      tapped.client.close(); // both directions: its kernel responds to data with RST
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> tapped.server.getOutputStream().write('.'))
                  .isInstanceOf(SocketException.class)
                  .hasMessage("Broken pipe"));
      assertThat(tapped.lines()).endsWith("#1 client -> server  RST");
    }
  }

  @Test
  void a_reset_of_one_connection_leaves_the_others_open() throws Exception {
    try (var echo = RunningStep.server(new Echo());
        var tap = TappedConnection.startTap(echo.port());
        var before = tap.connect()) {
      assertThat(request(before, "one")).isEqualTo("one");
      SocketPair.reset(tap.connect());
      assertThat(request(before, "two")).isEqualTo("two");
      try (var after = tap.connect()) {
        assertThat(request(after, "three")).isEqualTo("three");
      }
    }
  }

  @Test
  @LinuxErrorText
  void a_refused_connection_to_the_server_resets_the_client_and_prints_one_error_line()
      throws Exception {
    try (var bound = bound(); // a port that is in use, without a listener
        var tap = TappedConnection.startTap(bound.getLocalPort())) {
      int serverPort = bound.getLocalPort();
      assertThatThrownBy(() -> connectAndRead(tap))
          .isInstanceOf(SocketException.class)
          .hasMessageStartingWith("Connection reset");
      assertThat(tap.err.awaitLines(1))
          .singleElement()
          .asString()
          .matches("connection from 127\\.0\\.0\\.1:\\d+: cannot connect to .*")
          .endsWith(
              ("cannot connect to 127.0.0.1, port %d: 127.0.0.1: Connection refused."
                      + " Is the server running there? Its listeners: ss -ltn")
                  .formatted(serverPort));
      assertThat(tap.out.lines()).hasSize(1);
    }
  }

  /** RST may arrive before connect() has returned: then connect() throws the exception. */
  private static void connectAndRead(RunningStep server) throws IOException {
    try (var client = server.connect()) {
      client.getInputStream().read();
    }
  }

  @Test
  void two_hundred_connections_at_once_get_their_own_data() throws Exception {
    try (var echo = RunningStep.server(new Echo());
        var tap = TappedConnection.startTap(echo.port());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var clientTasks =
          IntStream.range(0, 200)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    try (var client = tap.connect()) {
                      return request(client, "I am " + i) + request(client, ", still " + i);
                    }
                  })
              .toList();
      var answers = clients.invokeAll(clientTasks);
      for (int i = 0; i < 200; i++) {
        assertThat(answers.get(i).get()).isEqualTo("I am " + i + ", still " + i);
      }
      assertThat(tap.err.lines()).isEmpty();
    }
  }

  @Test
  void stops_reading_while_the_receiver_does_not_read() throws Exception {
    try (var tapped = TappedConnection.open()) {
      var sent = new AtomicLong();
      var bytes = new byte[10_000];
      var out = tapped.client.getOutputStream();
      var sending =
          BackgroundTask.start(() -> {
            while (true) {
              out.write(bytes);
              sent.addAndGet(bytes.length);
            }
          });
      var previous = new AtomicLong(-1); // until nothing is sent for a second
      await()
          .pollInterval(1, TimeUnit.SECONDS)
          .until(() -> sent.get() > 0 && previous.getAndSet(sent.get()) == sent.get());
      assertThat(sent.get()).isLessThan(100_000_000); // four kernel buffers and one of the tap

      try (var other = tapped.tap.connect()) { // is not delayed
        other.getOutputStream().write("testing~".getBytes(UTF_8));
        await()
            .until(() ->
                tapped
                    .lines()
                    .contains("#2 client -> server  8 bytes  testing~  74 65 73 74 69 6e 67 7e"));
      }
      SocketPair.reset(tapped.client);
      sending.awaitFailure("Socket closed");
    }
  }

  @Test
  void a_reset_is_forwarded_when_the_receiver_reads_again() throws Exception {
    try (var tapped = TappedConnection.open()) {
      var out = tapped.client.getOutputStream();
      var sending =
          BackgroundTask.start(() -> {
            for (var bytes = new byte[10_000]; ; ) {
              out.write(bytes);
            }
          });
      var before = new AtomicLong(-1); // until the tap has read nothing for a second
      await()
          .pollInterval(1, TimeUnit.SECONDS)
          .until(() -> {
            int reads = tapped.lines().size();
            return before.getAndSet(reads) == reads && reads > 20; // more than a megabyte
          });
      SocketPair.reset(tapped.client);
      sending.awaitFailure("Socket closed");
      await() // the limit that --help and the page state
          .during(1, TimeUnit.SECONDS)
          .until(() -> tapped.lines().stream().noneMatch(line -> line.endsWith("RST")));

      assertThatThrownBy(() -> tapped.server.getInputStream().transferTo(nullOutputStream()))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(tapped.lines()).last().isEqualTo("#1 client -> server  RST");
    }
  }

  @Test
  void a_hundred_megabytes_in_each_direction_at_once_pass_through_a_heap_of_64_megabytes()
      throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var tap =
            TestProcess.step(
                "tap", "--listen", "0", "--to", "127.0.0.1:" + listener.getLocalPort());
        var client = new Socket("127.0.0.1", tap.port());
        var server = listener.accept();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client.setSoTimeout(20_000);
      server.setSoTimeout(20_000);
      var sentByClient = threads.submit(() -> send(client, 1));
      var sentByServer = threads.submit(() -> send(server, 2));
      var receivedByServer = threads.submit(() -> receive(server));
      var receivedByClient = threads.submit(() -> receive(client));
      assertThat(receivedByServer.get()).isEqualTo(sentByClient.get());
      assertThat(receivedByClient.get()).isEqualTo(sentByServer.get());
      assertThat(tap.isRunning()).isTrue();
      assertThat(tap.err.lines()).isEmpty();
    }
  }

  @Test
  void stopping_the_tap_closes_both_connections_without_a_reset() throws Exception {
    try (var tapped = TappedConnection.open()) {
      tapped.client.getOutputStream().write('.');
      assertThat(tapped.server.getInputStream().read()).isEqualTo('.');
      tapped.tap.stop();
      assertThat(tapped.client.getInputStream().read()).isEqualTo(-1);
      assertThat(tapped.server.getInputStream().read()).isEqualTo(-1);
      assertThat(tapped.tap.err.lines()).isEmpty();
      assertThat(tapped.lines()).hasSize(2).last().isEqualTo("#1 client -> server  1 bytes  .  2e");
    }
  }

  @Test
  void an_error_in_one_direction_resets_both_connections() throws Exception {
    var failing =
        new Socket() {
          @Override
          public InputStream getInputStream() {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    var out = new CapturedOutput();
    try (var toClient = SocketPair.connect();
        var toServer = SocketPair.connect(failing)) {
      var connection = new TapConnection(1, toClient.client(), failing, new TapOptions(), out);
      assertThatThrownBy(connection::run)
          .isInstanceOf(IOException.class)
          .hasMessage("java.lang.OutOfMemoryError: Java heap space");
      assertReset(toClient.server());
      assertReset(toServer.server());
      assertThat(out.lines()).singleElement().asString().endsWith("s        tap         RST");
    }
  }

  /** Sends 100 MB of random bytes and half-closes; returns the digest of the data. */
  private static byte[] send(Socket socket, int seed) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var bytes = random(1_000_000, seed);
    for (int i = 0; i < 100; i++) {
      bytes[i]++; // no two writes are equal
      digest.update(bytes);
      socket.getOutputStream().write(bytes);
    }
    socket.shutdownOutput();
    return digest.digest();
  }

  private static byte[] receive(Socket socket) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var in = new DigestInputStream(socket.getInputStream(), digest);
    assertThat(in.transferTo(nullOutputStream())).isEqualTo(100_000_000);
    return digest.digest();
  }

  private static byte[] random(int length, int seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Socket bound() throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.0.1", 0));
    return socket;
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  private static String request(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
    return new String(client.getInputStream().readNBytes(text.length()), UTF_8);
  }
}
