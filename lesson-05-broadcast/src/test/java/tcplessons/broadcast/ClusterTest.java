package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One room over several servers: three real JVMs on the loopback. */
@Timeout(300)
class ClusterTest {

  private static final String SECRET = "correct horse";

  private static List<String> spoken(Guest guest, int count) throws IOException {
    var spoken = new ArrayList<String>();
    while (spoken.size() < count) {
      var line = guest.hears();
      if (!line.startsWith("* ")) {
        spoken.add(line);
      }
    }
    return spoken;
  }

  private static void hearsAnnouncement(Guest guest, String announcement) throws IOException {
    var line = guest.hears();
    while (!announcement.equals(line)) {
      assertThat(line).as("waiting for " + announcement).isNotNull();
      line = guest.hears();
    }
  }

  @Test
  void every_line_reaches_every_guest_of_every_server_once_and_in_the_same_order()
      throws Exception {
    int lines = 200;
    try (var cluster = new Cluster();
        var talkers = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = cluster.startsAll("--secret", SECRET);
      var heard = new ArrayList<List<String>>();
      var listeners = new ArrayList<Guest>();
      for (var server : servers) {
        listeners.add(Guest.joining(server.port()));
      }
      for (var server : servers) {
        var talker = Guest.joining(server.port());
        talkers.submit(() -> {
          for (int i = 0; i < lines; i++) {
            talker.says("line " + i);
          }
          return spoken(talker, 2 * lines);
        });
      }
      for (var listener : listeners) {
        heard.add(spoken(listener, 3 * lines));
      }
      assertThat(heard.get(1)).isEqualTo(heard.get(0));
      assertThat(heard.get(2)).isEqualTo(heard.get(0));
      for (int i = 0; i < 3; i++) {
        String name = "guest-2@" + cluster.name(i) + ": ";
        assertThat(heard.getFirst().stream().filter(line -> line.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, lines).mapToObj(line -> name + "line " + line).toList());
      }
      for (var server : servers) {
        assertThat(server.err()).isEmpty();
      }
    }
  }

  @Test
  void servers_that_come_leave_die_and_come_back_are_announced_and_the_rest_goes_on()
      throws Exception {
    try (var cluster = new Cluster()) {
      var first = cluster.starts(0);
      var second = cluster.starts(1);
      try (var a = Guest.joining(first.port());
          var b = Guest.joining(second.port())) {
        hearsAnnouncement(a, "* guest-1@" + cluster.name(1) + " joined");
        var third = cluster.starts(2);
        hearsAnnouncement(a, "* server " + cluster.name(2) + " joined");
        hearsAnnouncement(b, "* server " + cluster.name(2) + " joined");

        third.signal("KILL");
        hearsAnnouncement(a, "* server " + cluster.name(2) + " left");
        hearsAnnouncement(b, "* server " + cluster.name(2) + " left");
        a.says("still here");
        assertThat(b.hears()).isEqualTo("guest-1@" + cluster.name(0) + ": still here");

        var again = cluster.starts(2);
        hearsAnnouncement(a, "* server " + cluster.name(2) + " joined");
        try (var c = Guest.joining(again.port())) {
          c.says("back");
          hearsAnnouncement(a, "guest-1@" + cluster.name(2) + ": back");
          hearsAnnouncement(b, "guest-1@" + cluster.name(2) + ": back");
        }

        again.signal("TERM");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).isEmpty();
        hearsAnnouncement(a, "* server " + cluster.name(2) + " left");
      }
    }
  }

  @Test
  void the_others_go_on_when_the_one_that_gives_the_order_is_killed() throws Exception {
    try (var cluster = new Cluster()) {
      var servers = cluster.startsAll();
      var order = cluster.order(servers);
      int next = order.get(1);
      int last = order.get(2);
      try (var b = Guest.joining(servers.get(next).port());
          var c = Guest.joining(servers.get(last).port())) {
        hearsAnnouncement(b, "* guest-1@" + cluster.name(last) + " joined");
        servers.get(order.getFirst()).signal("KILL");
        // Said before anybody has noticed: it waits for the next coordinator.
        b.says("one");
        hearsAnnouncement(c, "guest-1@" + cluster.name(next) + ": one");
        for (int i = 0; i < 20; i++) {
          c.says("two " + i);
        }
        for (int i = 0; i < 20; i++) {
          hearsAnnouncement(b, "guest-1@" + cluster.name(last) + ": two " + i);
        }
        servers.get(next).awaitLine(cluster.view(next, last));
      }
    }
  }

  @Test
  void a_server_killed_in_the_middle_of_a_conversation_takes_nothing_of_the_others_with_it()
      throws Exception {
    int lines = 300;
    try (var cluster = new Cluster();
        var talkers = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = cluster.startsAll();
      try (var a = Guest.joining(servers.get(0).port());
          var b = Guest.joining(servers.get(1).port());
          var dying = Guest.joining(servers.get(2).port());
          var talker = Guest.joining(servers.get(0).port())) {
        talkers.submit(() -> {
          while (true) {
            dying.says("last words");
          }
        });
        hearsAnnouncement(a, "guest-1@" + cluster.name(2) + ": last words");
        servers.get(2).signal("KILL");
        for (int i = 0; i < lines; i++) {
          talker.says("line " + i);
        }
        var heard = untilSaid(a, "guest-2@" + cluster.name(0) + ": line " + (lines - 1));
        var same = untilSaid(b, "guest-2@" + cluster.name(0) + ": line " + (lines - 1));
        assertThat(same).endsWith(heard.toArray(String[]::new));
        assertThat(heard.stream().filter(line -> line.contains(": line "))).hasSize(lines);
      }
    }
  }

  private static List<String> untilSaid(Guest guest, String last) throws IOException {
    var heard = new ArrayList<String>();
    while (heard.isEmpty() || !heard.getLast().equals(last)) {
      var line = guest.hears();
      if (!line.startsWith("* ")) {
        heard.add(line);
      }
    }
    return heard;
  }

  // tag::stranger[]
  @Test
  void a_stranger_gets_in_neither_as_a_member_nor_as_a_listener() throws Exception {
    try (var cluster = new Cluster()) {
      var first = cluster.starts(0, "--secret", SECRET);
      var wrong = cluster.starts(1, "--secret", "wrong horse");
      var none = cluster.starts(2);
      var member = Guest.joining(first.port());
      var stranger = Guest.joining(wrong.port());
      var open = Guest.joining(none.port());

      stranger.says("let me in");
      open.says("let me in");
      member.says("a secret");
      for (var guest : List.of(member, stranger, open)) {
        assertThat(isSilentFor(guest, 3000)).isTrue();
      }
      assertThat(first.out()).contains(cluster.view(0)).noneMatch(line -> line.contains(","));
    }
  }

  // end::stranger[]

  @Test
  void a_secret_may_be_a_variable_of_the_environment() throws Exception {
    try (var cluster = new Cluster()) {
      var first = cluster.starts(0, "--secret", SECRET);
      cluster.startsBy(List.of("env", "CLUSTER_SECRET=" + SECRET), 1);
      first.awaitOut(
          lines -> lines.contains(cluster.view(0, 1)) || lines.contains(cluster.view(1, 0)));
    }
  }

  private static boolean isSilentFor(Guest guest, int millis) throws IOException {
    guest.socket.setSoTimeout(millis);
    try {
      guest.hears();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  @Test
  void servers_of_another_name_are_not_heard() throws Exception {
    try (var cluster = new Cluster()) {
      var first = cluster.starts(0);
      var other = cluster.starts(1, "--cluster", "other");
      var a = Guest.joining(first.port());
      var b = Guest.joining(other.port());
      a.says("hello");
      assertThat(isSilentFor(b, 2000)).isTrue();
      assertThat(other.out()).contains("cluster other: " + cluster.name(1));
    }
  }

  @Test
  void nothing_listens_beyond_the_loopback() throws Exception {
    assumeTrue(Command.isInstalled("ss"), "ss is not installed");
    try (var cluster = new Cluster()) {
      var server = cluster.starts(0, "--secret", SECRET);
      try (var ss = Command.of("ss", "-H", "-l", "-n", "-t", "-u", "-p")) {
        ss.exitCode();
        var ours = ss.out().stream().filter(line -> line.contains("pid=" + server.pid() + ","));
        assertThat(ours)
            .hasSize(3) // for clients, for servers, and for noticing that a server has died
            .allMatch(
                line -> line.matches("tcp .* (127\\.0\\.0\\.1|\\[::ffff:127\\.0\\.0\\.1]):.*"));
      }
    }
  }

  @Test
  void a_taken_port_is_one_line_and_exit_code_1() throws Exception {
    try (var cluster = new Cluster();
        var _ = new ServerSocket(cluster.port(0), 1, InetAddress.getByName("127.0.0.1"));
        var server = Command.lesson("cluster", "--port", "0", "--bind", cluster.name(0))) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.err())
          .singleElement()
          .asString()
          .isEqualTo(
              "cannot listen for other servers on 127.0.0.1, port %d: Address already in use. %s"
                  .formatted(
                      cluster.port(0), "Local addresses: ip address. Another port: --bind ADDR:N"));
      assertThat(server.out()).isEmpty();
    }
  }

  @Test
  void an_address_of_another_machine_is_one_line_that_says_so() throws Exception {
    try (var server =
        Command.lesson("cluster", "--port", "0", "--bind", "192.0.2.1:7800", "--secret", SECRET)) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.err())
          .singleElement()
          .asString()
          .startsWith(
              "cannot listen for other servers on 192.0.2.1, port 7800:"
                  + " Cannot assign requested address");
      assertThat(server.out()).isEmpty();
    }
  }

  @Test
  void whoever_opens_it_to_others_without_a_secret_is_told() throws Exception {
    try (var server = Command.lesson("cluster", "--port", "0", "--bind", "0.0.0.0:1")) {
      await().atMost(Running.PATIENCE).until(() -> !server.err().isEmpty());
      assertThat(server.err().getFirst())
          .isEqualTo("no --secret: whoever reaches 0.0.0.0 may join and hear everything");
    }
  }
}
