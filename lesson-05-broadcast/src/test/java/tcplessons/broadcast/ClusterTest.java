package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat on three servers, each in a JVM of its own, on the loopback. */
@Timeout(300)
class ClusterTest {

  private static final String SECRET = "correct horse";

  /** A write that does not return for this long is blocked. */
  private static final Duration BLOCKED_TIME = Duration.ofSeconds(1);

  @Test
  void every_line_reaches_every_guest_of_every_server_once_and_in_the_same_order()
      throws Exception {
    int lines = 200;
    try (var cluster = new TestCluster();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = cluster.startAll("--secret", SECRET);
      var received = new ArrayList<List<String>>();
      var receivers = new ArrayList<ChatClient>();
      for (var server : servers) {
        receivers.add(ChatClient.join(server.port()));
      }
      for (var server : servers) {
        var sender = ChatClient.join(server.port());
        threads.submit(() -> {
          for (int i = 0; i < lines; i++) {
            sender.send("line " + i);
          }
          return sender.readChatLines(2 * lines);
        });
      }
      for (var receiver : receivers) {
        received.add(receiver.readChatLines(3 * lines));
      }
      assertThat(received.get(1)).isEqualTo(received.get(0));
      assertThat(received.get(2)).isEqualTo(received.get(0));
      for (int i = 0; i < 3; i++) {
        String name = "guest-2@" + cluster.name(i) + ": ";
        assertThat(received.getFirst().stream().filter(line -> line.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, lines).mapToObj(line -> name + "line " + line).toList());
      }
      for (var server : servers) {
        assertThat(server.err.lines()).isEmpty();
      }
    }
  }

  @Test
  void joining_leaving_and_crashing_servers_are_announced_and_the_others_continue()
      throws Exception {
    try (var cluster = new TestCluster()) {
      var first = cluster.start(0);
      var second = cluster.start(1);
      try (var a = ChatClient.join(first.port());
          var b = ChatClient.join(second.port())) {
        a.awaitLine("* guest-1@" + cluster.name(1) + " joined");
        var third = cluster.start(2);
        a.awaitLine("* server " + cluster.name(2) + " joined");
        b.awaitLine("* server " + cluster.name(2) + " joined");

        third.signal("KILL");
        a.awaitLine("* server " + cluster.name(2) + " left");
        b.awaitLine("* server " + cluster.name(2) + " left");
        a.send("still here");
        assertThat(b.readLine()).isEqualTo("guest-1@" + cluster.name(0) + ": still here");

        var again = cluster.start(2);
        a.awaitLine("* server " + cluster.name(2) + " joined");
        try (var c = ChatClient.join(again.port())) {
          c.send("back");
          a.awaitLine("guest-1@" + cluster.name(2) + ": back");
          b.awaitLine("guest-1@" + cluster.name(2) + ": back");
        }

        again.signal("TERM");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err.lines()).isEmpty();
        a.awaitLine("* server " + cluster.name(2) + " left");
      }
    }
  }

  @Test
  void the_other_servers_continue_when_the_coordinator_is_killed() throws Exception {
    try (var cluster = new TestCluster()) {
      var servers = cluster.startAll();
      var order = cluster.order(servers);
      int next = order.get(1);
      int last = order.get(2);
      try (var b = ChatClient.join(servers.get(next).port());
          var c = ChatClient.join(servers.get(last).port())) {
        b.awaitLine("* guest-1@" + cluster.name(last) + " joined");
        servers.get(order.getFirst()).signal("KILL");
        // Sent before the crash is detected: the line waits for the next coordinator.
        b.send("one");
        c.awaitLine("guest-1@" + cluster.name(next) + ": one");
        for (int i = 0; i < 20; i++) {
          c.send("two " + i);
        }
        for (int i = 0; i < 20; i++) {
          b.awaitLine("guest-1@" + cluster.name(last) + ": two " + i);
        }
        TestCluster.awaitLine(servers.get(next), cluster.view(next, last)::equals);
      }
    }
  }

  @Test
  void a_server_that_is_killed_under_load_does_not_affect_the_lines_of_the_others()
      throws Exception {
    int lines = 300;
    try (var cluster = new TestCluster();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = cluster.startAll();
      try (var a = ChatClient.join(servers.get(0).port());
          var b = ChatClient.join(servers.get(1).port());
          var crashing = ChatClient.join(servers.get(2).port());
          var sender = ChatClient.join(servers.get(0).port())) {
        threads.submit(() -> {
          while (true) {
            crashing.send("load");
          }
        });
        a.awaitLine("guest-1@" + cluster.name(2) + ": load");
        servers.get(2).signal("KILL");
        for (int i = 0; i < lines; i++) {
          sender.send("line " + i);
        }
        var last = "guest-2@" + cluster.name(0) + ": line " + (lines - 1);
        var received = readUntil(a, last);
        assertThat(readUntil(b, last)).endsWith(received.toArray(String[]::new));
        assertThat(received.stream().filter(line -> line.contains(": line "))).hasSize(lines);
      }
    }
  }

  private static List<String> readUntil(ChatClient client, String last) throws IOException {
    var received = new ArrayList<String>();
    while (received.isEmpty() || !received.getLast().equals(last)) {
      received.addAll(client.readChatLines(1));
    }
    return received;
  }

  @Test
  void a_server_without_the_secret_can_neither_join_nor_read() throws Exception {
    try (var cluster = new TestCluster()) {
      var first = cluster.start(0, "--secret", SECRET);
      var wrong = cluster.start(1, "--secret", "wrong horse");
      var none = cluster.start(2);
      var a = ChatClient.join(first.port());
      var b = ChatClient.join(wrong.port());
      var c = ChatClient.join(none.port());

      a.send("from the server with the secret");
      b.send("from the server with another secret");
      c.send("from the server without a secret");
      for (var client : List.of(a, b, c)) {
        assertThat(receivesNothing(client, 3000)).isTrue();
      }
      assertThat(first.out.lines()).contains(cluster.view(0)).noneMatch(line -> line.contains(","));
    }
  }

  @Test
  void the_secret_may_be_an_environment_variable() throws Exception {
    try (var cluster = new TestCluster()) {
      var first = cluster.start(0, "--secret", SECRET);
      cluster.start(List.of("env", "CLUSTER_SECRET=" + SECRET), 1);
      var views = List.of(cluster.view(0, 1), cluster.view(1, 0));
      TestCluster.awaitLine(first, views::contains);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void a_blank_environment_variable_is_no_secret(String blank) throws Exception {
    try (var cluster = new TestCluster()) {
      var first = cluster.start(0);
      cluster.start(List.of("env", "CLUSTER_SECRET=" + blank), 1);
      var views = List.of(cluster.view(0, 1), cluster.view(1, 0));
      TestCluster.awaitLine(first, views::contains);
    }
  }

  private static boolean receivesNothing(ChatClient client, int millis) throws IOException {
    client.socket.setSoTimeout(millis);
    try {
      client.readLine();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  @Test
  void servers_of_a_cluster_with_another_name_are_ignored() throws Exception {
    try (var cluster = new TestCluster()) {
      var first = cluster.start(0);
      var other = cluster.start(1, "--cluster", "other");
      var a = ChatClient.join(first.port());
      var b = ChatClient.join(other.port());
      a.send("hello");
      assertThat(receivesNothing(b, 2000)).isTrue();
      assertThat(other.out.lines()).contains("cluster other: " + cluster.name(1));
    }
  }

  @Test
  void nothing_listens_beyond_the_loopback() throws Exception {
    assumeTrue(TestProcess.isInstalled("ss"), "ss is not installed");
    try (var cluster = new TestCluster()) {
      var server = cluster.start(0, "--secret", SECRET);
      try (var ss = TestProcess.program("ss", "-H", "-l", "-n", "-t", "-u", "-p")) {
        ss.exitCode();
        var ours =
            ss.out.lines().stream().filter(line -> line.contains("pid=" + server.pid() + ","));
        assertThat(ours)
            .hasSize(3) // for clients, for servers, and for the failure detector
            .allMatch(
                line -> line.matches("tcp .* (127\\.0\\.0\\.1|\\[::ffff:127\\.0\\.0\\.1]):.*"));
      }
    }
  }

  /** On a loopback address of their own, so that the default ports are free: 127.0.0.0/8. */
  @Test
  void three_servers_with_default_ports_can_be_started_at_the_same_moment() throws Exception {
    var address = "127.5.%d.1".formatted(ThreadLocalRandom.current().nextInt(256));
    assumeTrue(isLocal(address), "no address but 127.0.0.1 on the loopback");
    var servers = new ArrayList<TestProcess>();
    try {
      for (int i = 0; i < 3; i++) {
        servers.add(
            JvmProcess.start(
                List.of(), Lesson05.class, "cluster", "--port", "0", "--bind", address));
      }
      for (var server : servers) {
        TestCluster.awaitLine(
            server,
            line ->
                List.of(7800, 7801, 7802).stream()
                    .allMatch(port -> line.contains(address + ":" + port)));
        assertThat(server.err.lines()).isEmpty();
      }
    } finally {
      servers.forEach(TestProcess::close);
    }
  }

  private static boolean isLocal(String address) {
    try (var _ = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  @LinuxErrorText
  void default_ports_that_are_all_in_use_print_one_error_line_and_exit_with_code_1()
      throws Exception {
    var address = "127.5.%d.2".formatted(ThreadLocalRandom.current().nextInt(256));
    assumeTrue(isLocal(address), "no address but 127.0.0.1 on the loopback");
    var local = InetAddress.getByName(address);
    try (var _ = new ServerSocket(7800, 1, local);
        var _ = new ServerSocket(7801, 1, local);
        var _ = new ServerSocket(7802, 1, local)) {
      var result = CliResult.of("cluster", "--port", "0", "--bind", address);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .containsExactly(
              "cannot listen for other servers on %s, port 7800 to 7802: %s. %s"
                  .formatted(
                      address,
                      "Address already in use",
                      "Local addresses: ip address. Another port: --bind ADDR:N"));
    }
  }

  @Test
  @LinuxErrorText
  void a_port_that_is_in_use_prints_one_error_line_and_exits_with_code_1() throws Exception {
    int port = TestCluster.freePort();
    try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      var result = CliResult.of("cluster", "--port", "0", "--bind", "127.0.0.1:" + port);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .containsExactly(
              "cannot listen for other servers on 127.0.0.1, port %d: Address already in use. %s"
                  .formatted(port, "Local addresses: ip address. Another port: --bind ADDR:N"));
    }
  }

  @Test
  @LinuxErrorText
  void an_address_of_another_machine_prints_one_error_line_and_exits_with_code_1()
      throws Exception {
    var result =
        CliResult.of("cluster", "--port", "0", "--bind", "192.0.2.1:7800", "--secret", SECRET);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith(
            "cannot listen for other servers on 192.0.2.1, port 7800:"
                + " Cannot assign requested address");
  }

  @Test
  void a_server_that_other_machines_can_reach_prints_a_warning_if_it_has_no_secret()
      throws Exception {
    try (var inUse = new ServerSocket(0)) { // so that the step fails after the warning
      var bind = "0.0.0.0:" + inUse.getLocalPort();
      try (var step = RunningStep.start(new Cluster(), "--port", "0", "--bind", bind)) {
        assertThat(step.exitCode.join()).isEqualTo(1);
        assertThat(step.err.lines())
            .hasSize(2)
            .first()
            .isEqualTo("no --secret: whoever reaches 0.0.0.0 may join and hear everything");
      }
    }
  }

  @Test
  void a_server_that_delivers_to_a_stalled_guest_stops_at_once() throws Exception {
    try (var cluster = new TestCluster()) {
      var server = cluster.start(0, "--max-queued", "64k", "--stall-timeout", "24h");
      try (var _ = ChatClient.join(server.port());
          var sender = ChatClient.join(server.port())) {
        var writes = new AtomicInteger();
        BackgroundTask.start(() -> {
          while (true) {
            sender.send("z".repeat(1000));
            writes.incrementAndGet();
          }
        });
        await()
            .pollDelay(BLOCKED_TIME)
            .pollInterval(BLOCKED_TIME)
            .until(() -> writes.getAndSet(0) == 0);
        server.signal("TERM");
        assertThat(server.exitCode()).isZero();
        assertThat(server.err.lines()).isEmpty();
        assertThat(server.out.lines()).filteredOn(line -> line.endsWith(" left")).hasSize(2);
      }
    }
  }
}
