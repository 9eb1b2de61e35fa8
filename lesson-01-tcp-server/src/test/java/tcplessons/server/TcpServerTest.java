package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tcplessons.server.ServerOptions.ServerOptionsBuilder;

class TcpServerTest {

  @Test
  void the_kernel_completes_handshakes_and_takes_data_before_anybody_accepts() throws Exception {
    var out = new Screen();
    try (var server = new ReplyOnceServer(telling(out).build(), false, Running.PATIENCE);
        var client = new Socket("127.0.0.1", server.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(out.lines()).isEmpty(); // run() has not been called: nobody accepts

      Thread.ofVirtual().start(server::run);
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }

  @Test
  void two_writes_may_become_one_read() throws Exception {
    var out = new Screen();
    try (var server = new ReplyOnceServer(telling(out).build(), false, Running.PATIENCE);
        var client = new Socket("127.0.0.1", server.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write("hello".getBytes(UTF_8));
      client.getOutputStream().write("world".getBytes(UTF_8));

      Thread.ofVirtual().start(server::run);
      client.getInputStream().readAllBytes();
      assertThat(out.lines()).last().isEqualTo("helloworld");
    }
  }

  @Test
  void a_full_backlog_leaves_the_next_client_waiting() throws Exception {
    var out = new Screen();
    try (var server = new LifecycleServer(telling(out).backlog(1).build(), 0);
        var _ = new Socket("127.0.0.1", server.port());
        var _ = new Socket("127.0.0.1", server.port());
        var third = new Socket()) {
      // Linux lets backlog + 1 handshakes complete; from then on it drops the SYN: listen(2).
      assertThatThrownBy(
              () -> third.connect(new InetSocketAddress("127.0.0.1", server.port()), 500))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect timed out");
    }
  }

  @Test
  void connections_in_the_backlog_are_reset_when_the_listener_closes() throws Exception {
    var out = new Screen();
    try (var server = new LifecycleServer(telling(out).build(), 0);
        var waiting = new Socket("127.0.0.1", server.port())) {
      server.stopListening();
      assertThatThrownBy(() -> waiting.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void listens_on_every_address_unless_told_otherwise() throws Exception {
    try (var running = Running.replyOnce()) {
      for (String host : List.of("127.0.0.1", "127.0.0.2")) {
        assertThat(talk(running.connect(host))).isEqualTo("test");
      }
    }
  }

  @Test
  void listens_on_ipv6_and_ipv4_with_one_socket() throws Exception {
    try (var running = Running.replyOnce()) {
      assumeTrue(hasIpv6Loopback(), "this machine has no IPv6 loopback");
      assertThat(talk(running.connect("::1"))).isEqualTo("test");
      assertThat(running.out.lines()).contains("connect address : 0:0:0:0:0:0:0:1");
    }
  }

  @Test
  void listens_on_one_address_only_if_told_so() throws Exception {
    var only = InetAddress.getByName("127.0.0.1");
    try (var running =
        Running.start(options ->
            new ReplyOnceServer(options.toBuilder().host(only).build(), false, Running.PATIENCE))) {
      assertThat(talk(running.connect())).isEqualTo("test");
      assertThatThrownBy(() -> running.connect("127.0.0.2"))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }

  @Test
  void a_taken_port_cannot_be_listened_on() throws Exception {
    try (var running = Running.hello()) {
      var out = new Screen();
      assertThatThrownBy(() -> new HelloServer(telling(out).port(running.port()).build()))
          .isInstanceOf(BindException.class)
          .hasMessage("Address already in use");
    }
  }

  @Test
  void its_port_can_be_listened_on_again_at_once() throws Exception {
    int port;
    try (var running = Running.replyOnce()) {
      port = running.port();
      assertThat(talk(running.connect())).isEqualTo("test"); // leaves the server in TIME-WAIT
    }
    var out = new Screen();
    // Another test's process that is just being started has the old listener for a moment.
    await()
        .atMost(Duration.ofSeconds(5)) // TIME-WAIT lasts a minute
        .ignoreException(BindException.class)
        .untilAsserted(() -> {
          try (var server = new HelloServer(telling(out).port(port).build())) {
            assertThat(server.port()).isEqualTo(port);
          }
        });
  }

  @Test
  void five_hundred_clients_at_once_are_all_answered() throws Exception {
    try (var running = Running.replyOnce();
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
  void close_ends_every_conversation_from_any_thread() throws Exception {
    try (var running = Running.hello()) {
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

  private static ServerOptionsBuilder telling(Screen screen) {
    return ServerOptions.builder().out(screen).err(screen);
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
