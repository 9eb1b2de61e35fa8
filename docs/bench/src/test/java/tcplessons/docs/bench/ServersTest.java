package tcplessons.docs.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tcplessons.docs.bench.peers.Page;
import tcplessons.docs.kit.Command;

/** What is measured is correct: all servers of an experiment do the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersTest {

  @TempDir static Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Servers servers;

  @BeforeAll
  void prepare() throws IOException {
    servers = new Servers(folder);
  }

  Stream<ServerCommand> http() {
    return Stream.concat(servers.http().stream(), Stream.of(servers.httpCeiling()));
  }

  Stream<ServerCommand> threadModels() {
    return Servers.threadModels().stream();
  }

  Stream<ServerCommand> broadcast() {
    return servers.broadcast().stream().filter(ServersTest::isNoCeiling);
  }

  Stream<ServerCommand> frames() {
    return Servers.frames().stream().filter(ServersTest::isNoCeiling);
  }

  private static boolean isNoCeiling(ServerCommand server) {
    return !server.name().equals(Servers.CEILING);
  }

  @ParameterizedTest
  @MethodSource("http")
  void an_http_server_sends_the_page_with_its_type_and_the_date(ServerCommand command)
      throws IOException, InterruptedException {
    try (var server = RunningServer.start(command)) {
      for (int i = 0; i < 2; i++) {
        var response = get(server);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow().toLowerCase())
            .isEqualTo(Page.TYPE);
        assertThat(response.headers().firstValue("Date")).isPresent();
        assertThat(response.body()).isEqualTo(Page.TEXT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("http")
  void an_http_server_keeps_or_closes_a_connection_as_the_client_asks(ServerCommand command)
      throws IOException {
    try (var server = RunningServer.start(command);
        var socket = server.connect()) {
      var request = "GET / HTTP/1.1\r\nHost: localhost\r\n";
      send(socket, request + "\r\n");
      readUntil(socket, "</html>\n");
      send(socket, request + "Connection: close\r\n\r\n");
      var last = readUntil(socket, "</html>\n");
      // Helidon only announces it, and leaves the close to the client.
      boolean announced = last.toLowerCase().contains("\r\nconnection: close\r\n");
      assertThat(announced || socket.getInputStream().read() == -1).as(last).isTrue();
    }
  }

  /**
   * At 100 requests a second, 50 are due while the server does not read: 1 % waits until the end.
   */
  @Test
  void at_a_steady_rate_a_stall_counts_for_each_request_that_is_due_in_it() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answered = Thread.startVirtualThread(() -> answerWithStall(listener));
      var load = List.of(servers.loadProgram(), "steady", "" + listener.getLocalPort());
      var rate = List.of("1", "100", "1");
      var command = Stream.concat(load.stream(), rate.stream()).toList();
      assertThat(Double.parseDouble(Command.output(command))).isBetween(400.0, 600.0);
      answered.join();
    }
  }

  /** The first 50 of 150 requests are the warm-up. */
  private static void answerWithStall(ServerSocket listener) {
    var response = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n</html>\n".getBytes(US_ASCII);
    try (var socket = listener.accept()) {
      for (int request = 0; request < 150; request++) {
        readUntil(socket, "\r\n\r\n");
        if (request == 75) {
          Thread.sleep(500);
        }
        socket.getOutputStream().write(response);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("threadModels")
  void a_thread_model_responds_to_requests_in_pieces_and_to_two_in_one_write(ServerCommand command)
      throws IOException {
    try (var server = RunningServer.start(command);
        var socket = server.connect()) {
      var request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      send(socket, request.substring(0, 20));
      send(socket, request.substring(20) + request);
      assertThat(readUntil(socket, "HELLO!HTTP")).startsWith("HTTP/1.1 200 OK\r\n");
      readUntil(socket, "HELLO!");
    }
  }

  @ParameterizedTest
  @MethodSource("broadcast")
  void a_broadcast_server_sends_a_message_to_the_others_and_not_to_its_sender(ServerCommand command)
      throws IOException {
    try (var server = RunningServer.start(command);
        var one = server.connect();
        var other = server.connect()) {
      // A client that connects takes part soon afterwards: it is sent to until it has received.
      other.setSoTimeout(100);
      while (!receivesAnything(other)) {
        send(one, "a");
      }
      send(one, "hello");
      readUntil(other, "hello");
      send(other, "you");
      assertThat(readUntil(one, "you")).isEqualTo("you");
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void a_frame_server_counts_the_frames(ServerCommand command) throws IOException {
    try (var server = RunningServer.start(command);
        var socket = server.connect()) {
      var out = new DataOutputStream(socket.getOutputStream());
      for (int length : List.of(0, 100, 1024 * 1024)) {
        out.writeInt(length);
        out.write(new byte[length]);
      }
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).isEqualTo("3\n");
    }
  }

  private HttpResponse<String> get(RunningServer server) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.port() + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static boolean receivesAnything(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() != -1;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  /** All that was received until it contains that text. */
  private static String readUntil(Socket socket, String text) throws IOException {
    socket.setSoTimeout(10_000);
    var received = new StringBuilder();
    while (received.indexOf(text) == -1) {
      int next = socket.getInputStream().read();
      assertThat(next).as("after " + received).isNotEqualTo(-1);
      received.append((char) next);
    }
    return received.toString();
  }
}
