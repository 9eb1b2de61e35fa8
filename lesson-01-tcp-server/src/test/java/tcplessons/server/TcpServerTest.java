package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TcpServerTest {

  @Test
  void the_kernel_completes_handshakes_and_receives_data_before_accept_is_called()
      throws Exception {
    try (var backlog = new Backlog(50);
        var client = backlog.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(backlog.out.lines()).isEmpty(); // accept() has not been called

      backlog.run();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("testing~");
    }
  }

  @Test
  void two_writes_may_become_one_read() throws Exception {
    try (var backlog = new Backlog(50);
        var client = backlog.connect()) {
      client.getOutputStream().write("hello".getBytes(UTF_8));
      client.getOutputStream().write("world".getBytes(UTF_8));

      backlog.run();
      client.getInputStream().readAllBytes();
      assertThat(backlog.out.lines()).last().isEqualTo("read 10 bytes");
    }
  }

  @Test
  void a_full_backlog_delays_the_next_client() throws Exception {
    try (var backlog = new Backlog(1);
        var _ = backlog.connect();
        var _ = backlog.connect();
        var third = new Socket()) {
      var address = new InetSocketAddress("127.0.0.1", backlog.listener.getLocalPort());
      // Linux lets backlog + 1 handshakes complete; from then on it drops the SYN: listen(2).
      assertThatThrownBy(() -> third.connect(address, 500))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect timed out");
    }
  }

  @Test
  void connections_in_the_backlog_are_reset_when_the_listener_closes() throws Exception {
    try (var backlog = new Backlog(50);
        var waiting = backlog.connect()) {
      backlog.listener.close();
      assertThatThrownBy(() -> waiting.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  /** A server that listens and does not accept until it is run; it sends back one read. */
  private static final class Backlog implements AutoCloseable {

    private final CapturedOutput out = new CapturedOutput();
    private final ServerSocket listener;
    private final TcpServer server;

    private Backlog(int backlog) throws IOException {
      listener = new ServerSocket(0, backlog);
      server = new TcpServer(listener, this::echoOnce, out, out);
    }

    private Socket connect() throws IOException {
      var client = new Socket("127.0.0.1", listener.getLocalPort());
      client.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
      return client;
    }

    private void echoOnce(Socket socket) throws IOException {
      var bytes = new byte[1024];
      int count = socket.getInputStream().read(bytes);
      out.println("read " + count + " bytes");
      socket.getOutputStream().write(bytes, 0, count);
    }

    private void run() {
      Thread.startVirtualThread(() -> {
        try {
          server.run();
        } catch (IOException e) {
          out.println(e);
        }
      });
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void listens_on_every_address_by_default() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var running = RunningStep.server(new ReplyOnce())) {
      for (String host : List.of("127.0.0.1", "127.0.0.2")) {
        assertThat(talk(running.connect(host))).isEqualTo("test");
      }
    }
  }

  @Test
  void listens_on_ipv6_and_ipv4_with_one_socket() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce())) {
      assumeTrue(hasIpv6Loopback(), "this machine has no IPv6 loopback");
      assertThat(talk(running.connect("::1"))).isEqualTo("test");
      assertThat(running.out.lines()).contains("connect address : 0:0:0:0:0:0:0:1");
    }
  }

  @Test
  @LinuxErrorText
  void listens_on_one_address_only_if_told_so() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var running = RunningStep.server(new ReplyOnce(), "--host", "127.0.0.1")) {
      assertThat(talk(running.connect())).isEqualTo("test");
      assertThatThrownBy(() -> running.connect("127.0.0.2"))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("Connection refused");
    }
  }

  @Test
  void its_port_can_be_listened_on_again_at_once() throws Exception {
    int port;
    try (var running = RunningStep.server(new ReplyOnce())) {
      port = running.port();
      assertThat(talk(running.connect())).isEqualTo("test"); // leaves the server in TIME-WAIT
    }
    // A process that another test is starting may hold a copy of the old listener for a moment.
    await()
        .atMost(Duration.ofSeconds(5)) // TIME-WAIT lasts a minute
        .ignoreException(BindException.class)
        .untilAsserted(() -> {
          try (var listener = new ServerSocket(port)) {
            assertThat(listener.getLocalPort()).isEqualTo(port);
          }
        });
  }

  @Test
  void five_hundred_clients_at_once_all_get_their_response() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> client = () -> talk(running.connect());
      List<Future<String>> answers =
          clients.invokeAll(Stream.generate(() -> client).limit(500).toList());
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo("test");
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void stopping_closes_every_connection_without_an_error() throws Exception {
    try (var running = RunningStep.server(new Hello())) {
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 20; i++) {
        clients.add(running.connect());
      }
      for (var client : clients) {
        assertThat(client.getInputStream().readNBytes(22)).hasSize(22);
      }
      running.stop();
      for (var client : clients) {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        client.close();
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void close_may_be_called_from_another_thread() throws Exception {
    try (var backlog = new Backlog(50);
        var client = backlog.connect()) {
      backlog.run();
      backlog.out.awaitLine(line -> line.startsWith("listen on port"));
      backlog.server.close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource
  void an_exception_or_error_of_a_handler_prints_one_error_line_and_the_server_continues(
      Throwable thrown, String line) throws Exception {
    var err = new CapturedOutput();
    var listener = new ServerSocket(0);
    var failed = new AtomicBoolean();
    TcpServer.ConnectionHandler handler =
        socket -> {
          if (failed.compareAndSet(false, true)) {
            TcpServerTest.<RuntimeException>rethrow(thrown);
          }
          socket.getOutputStream().write('!');
        };
    try (var server = new TcpServer(listener, handler, new CapturedOutput(), err)) {
      var runs =
          new FutureTask<Void>(() -> {
            server.run();
            return null;
          });
      Thread.startVirtualThread(runs);
      String peer;
      try (var first = new Socket("127.0.0.1", listener.getLocalPort())) {
        peer = "127.0.0.1:" + first.getLocalPort();
        assertThat(first.getInputStream().read()).isEqualTo(-1);
      }
      try (var second = new Socket("127.0.0.1", listener.getLocalPort())) {
        assertThat(second.getInputStream().read()).isEqualTo('!');
      }
      assertThat(err.lines()).containsExactly("connection from " + peer + ": " + line);
    }
  }

  private static Stream<Arguments>
      an_exception_or_error_of_a_handler_prints_one_error_line_and_the_server_continues() {
    return Stream.of(
        arguments(new IOException("Broken pipe"), "Broken pipe"),
        arguments(new IllegalStateException("bug"), "java.lang.IllegalStateException: bug"),
        arguments(new StackOverflowError(), "java.lang.StackOverflowError"),
        arguments(
            new OutOfMemoryError("Java heap space"),
            "java.lang.OutOfMemoryError: Java heap space"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static boolean hasIpv6Loopback() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
  }

  private static String talk(Socket client) throws IOException {
    try (client) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
