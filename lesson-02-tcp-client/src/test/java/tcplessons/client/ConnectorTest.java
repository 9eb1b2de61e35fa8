package tcplessons.client;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorTest {

  private static final Duration SHORT_TIMEOUT = Duration.ofMillis(300);

  private final CapturedOutput out = new CapturedOutput();
  private final Connector connector = new Connector(RunningStep.TIMEOUT, out);

  @Test
  @LinuxErrorText
  void a_refused_connection_prints_one_error_line_that_says_what_to_try() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var elsewhere = listenOn("127.0.0.3")) {
      int port = elsewhere.getLocalPort();
      assertThatThrownBy(() -> connector.connect("127.0.0.2", port))
          .isInstanceOf(IOException.class)
          .extracting(e -> CapturedOutput.withoutDetail(e.getMessage()))
          .isEqualTo(
              ("cannot connect to 127.0.0.2, port %d: 127.0.0.2: Connection refused."
                      + " Is the server running there? Its listeners: ss -ltn")
                  .formatted(port));
      assertThat(out.lines()).isEmpty();
    }
  }

  @Test
  void an_unknown_host_prints_one_error_line() {
    assertThatThrownBy(() -> connector.connect("no-such-host.invalid", 5000))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot connect to no-such-host.invalid, port 5000: unknown host");
  }

  @Test
  void a_handshake_that_gets_no_response_fails_after_the_timeout() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var full = listenOn("127.0.0.2");
        var _ = fill(full);
        var _ = fill(full)) {
      int port = full.getLocalPort();
      assertThatThrownBy(() -> new Connector(SHORT_TIMEOUT, out).connect("127.0.0.2", port))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "cannot connect to 127.0.0.2, port %d: 127.0.0.2: Connect timed out."
                  .formatted(port));
    }
  }

  // tag::in-order[]
  @Test
  @LinuxErrorText
  void tries_every_address_in_order() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var listener = listenOn("127.0.0.3");
        var socket =
            connector.connect(
                "two.test", addresses("127.0.0.2", "127.0.0.3"), listener.getLocalPort())) {
      assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.3");
      assertThat(out.lines())
          .containsExactly("no answer from 127.0.0.2: Connection refused; trying the next address");
    }
  }

  // end::in-order[]

  @Test
  void uses_the_first_address_that_accepts_the_connection() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var listener = listenOn("127.0.0.2");
        var socket =
            connector.connect(
                "two.test", addresses("127.0.0.2", "127.0.0.3"), listener.getLocalPort())) {
      assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
      assertThat(out.lines()).isEmpty();
    }
  }

  @Test
  void tries_the_next_address_when_one_times_out() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var full = listenOn("127.0.0.2");
        var _ = fill(full);
        var _ = fill(full);
        var _ = new ServerSocket(full.getLocalPort(), 1, InetAddress.getByName("127.0.0.3"));
        var socket =
            new Connector(SHORT_TIMEOUT, out)
                .connect("two.test", addresses("127.0.0.2", "127.0.0.3"), full.getLocalPort())) {
      assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.3");
      assertThat(out.lines())
          .containsExactly("no answer from 127.0.0.2: Connect timed out; trying the next address");
    }
  }

  @Test
  void stopping_the_step_does_not_try_the_next_address() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var full = listenOn("127.0.0.2");
        var _ = fill(full);
        var _ = fill(full)) {
      var addresses = addresses("127.0.0.2", "127.0.0.3");
      var connecting =
          new FutureTask<>(() -> connector.connect("two.test", addresses, full.getLocalPort()));
      var thread = Thread.startVirtualThread(connecting);
      await()
          .until(() ->
              thread.getState() != Thread.State.RUNNABLE && thread.getState() != Thread.State.NEW);
      thread.interrupt();
      assertThat(connecting)
          .failsWithin(RunningStep.TIMEOUT)
          .withThrowableThat()
          .havingCause()
          .withMessage("Closed by interrupt");
      assertThat(out.lines()).isEmpty();
    }
  }

  @Test
  @LinuxErrorText
  void the_error_names_every_address_when_all_of_them_fail() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var elsewhere = listenOn("127.0.0.4")) {
      int port = elsewhere.getLocalPort();
      assertThatThrownBy(
              () -> connector.connect("two.test", addresses("127.0.0.2", "127.0.0.3"), port))
          .isInstanceOf(IOException.class)
          .extracting(e -> CapturedOutput.withoutDetail(e.getMessage()), as(STRING))
          .startsWith(
              ("cannot connect to two.test, port %d: 127.0.0.2: Connection refused;"
                      + " 127.0.0.3: Connection refused. Is the server running there?")
                  .formatted(port));
    }
  }

  @Test
  @LinuxErrorText
  void the_step_reaches_the_second_address_of_a_name_and_new_Socket_tries_only_the_first(
      @TempDir Path folder) throws Exception {
    LoopbackAddresses.assumeSeveral();
    var hosts =
        Files.writeString(folder.resolve("hosts"), "127.0.0.2 two.test\n127.0.0.3 two.test\n");
    try (var listener = listenOn("127.0.0.3")) {
      var port = "" + listener.getLocalPort();
      try (var step = java(hosts, Lesson02.class, "connect", "--host", "two.test", "--port", port);
          var plain = java(hosts, PlainSocket.class, "two.test", port)) {
        assertThat(step.exitCode()).isZero();
        assertThat(step.out.lines())
            .startsWith(
                "no answer from 127.0.0.2: Connection refused; trying the next address",
                "connected to two.test/127.0.0.3:" + port);
        plain.exitCode();
        assertThat(plain.out.lines())
            .containsExactly(
                "[two.test/127.0.0.2, two.test/127.0.0.3]",
                "java.net.ConnectException: Connection refused");
      }
    }
  }

  /** A program that leaves the choice of the address to {@code new Socket}. */
  static final class PlainSocket {
    static void main(String[] args) throws IOException {
      IO.println(List.of(InetAddress.getAllByName(args[0])));
      try (var socket = new Socket(args[0], Integer.parseInt(args[1]))) {
        IO.println("connected to " + socket.getRemoteSocketAddress());
      } catch (IOException e) {
        IO.println(e);
      }
    }
  }

  /** A JVM whose resolver knows only the names in this hosts file. */
  private static TestProcess java(Path hosts, Class<?> main, String... arguments)
      throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classPath = System.getProperty("java.class.path");
    var command = List.of(java, "-Djdk.net.hosts.file=" + hosts, "-cp", classPath, main.getName());
    return TestProcess.program(
        Stream.concat(command.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  /** A listener whose backlog holds two connections: backlog + 1, see listen(2). */
  private static ServerSocket listenOn(String host) throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName(host));
  }

  private static Socket fill(ServerSocket listener) throws IOException {
    return new Socket(listener.getInetAddress(), listener.getLocalPort());
  }

  private static List<InetAddress> addresses(String... hosts) throws IOException {
    var addresses = new InetAddress[hosts.length];
    for (int i = 0; i < hosts.length; i++) {
      addresses[i] = InetAddress.getByName(hosts[i]);
    }
    return List.of(addresses);
  }
}
