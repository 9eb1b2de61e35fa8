package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.View;
import org.jgroups.util.ByteArray;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.broadcast.TotalOrder.Outgoing;

/** Servers on a simulated network, which delivers messages in random but reproducible order. */
@Timeout(60)
class TotalOrderTest {

  private static final int LINES = 8;

  /** One server, and the messages in flight to it from each of the others, in order. */
  private static final class Server {
    private final int name;
    private final Address address = UUID.randomUUID();
    private final List<String> delivered = new ArrayList<>();
    private final List<String> viewChanges = new ArrayList<>();
    private final TotalOrder order =
        new TotalOrder(
            message -> delivered.add(message.line()),
            (previous, next) ->
                viewChanges.add((previous == null ? 0 : previous.size()) + " " + next.size()));
    private final Map<Server, Deque<ClusterMessage>> multicasts = new HashMap<>();
    private final Map<Server, Deque<ClusterMessage>> unicasts = new HashMap<>();
    private int sent;
    private View nextView;

    Server(int name) {
      this.name = name;
    }

    /** A view that JGroups reports to this server at some time from now on. */
    void schedule(View next) {
      nextView = next;
    }

    void changeView() {
      order.changeView(nextView);
      nextView = null;
    }

    void broadcast(String line) throws Exception {
      order.broadcast(new Message(1, line));
    }

    /** All messages that it can send without blocking. */
    List<Outgoing> takeOutgoing() throws Exception {
      var all = new ArrayList<Outgoing>();
      while (order.hasNext()) {
        all.add(order.next());
      }
      return all;
    }
  }

  /** Keeps the order of the messages from one server to another, and no other order. */
  private static final class Network {
    private final Random random;
    private final List<Server> servers = new ArrayList<>();
    private final List<Server> partition = new ArrayList<>();
    private int joined;

    Network(long seed) {
      random = new Random(seed);
    }

    Server join() {
      var server = new Server(joined++);
      servers.add(server);
      return server;
    }

    View view(int number, List<Server> members) {
      return View.create(
          members.getFirst().address,
          number,
          members.stream().map(member -> member.address).toArray(Address[]::new));
    }

    private void send(Server from, Outgoing outgoing) {
      for (var to : servers) {
        if (partition.contains(from) != partition.contains(to)) {
          continue;
        }
        if (outgoing.destination() == null) {
          to.multicasts.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(outgoing.message());
        } else if (outgoing.destination().equals(to.address)) {
          to.unicasts.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(outgoing.message());
        }
      }
    }

    /** Executes one of the possible events; returns false if there is none. */
    boolean step() throws Exception {
      var possible = new ArrayList<Runnable>();
      for (var server : servers) {
        for (var outgoing : server.takeOutgoing()) {
          send(server, outgoing);
        }
      }
      for (var server : servers) {
        if (server.nextView != null) {
          possible.add(server::changeView);
        }
        server.multicasts.forEach((from, messages) -> {
          if (!messages.isEmpty()) {
            possible.add(() -> server.order.receive(from.address, messages.remove()));
          }
        });
        server.unicasts.forEach((_, messages) -> {
          if (!messages.isEmpty()) {
            possible.add(() -> send(server, new Outgoing(null, messages.remove())));
          }
        });
      }
      if (!possible.isEmpty()) {
        possible.get(random.nextInt(possible.size())).run();
      }
      return !possible.isEmpty();
    }

    void settle() throws Exception {
      while (step()) {
        // until no message is in flight
      }
    }

    void runFor(int maxSteps) throws Exception {
      for (int i = random.nextInt(maxSteps); i > 0 && step(); i--) {
        for (var server : servers) {
          if (server.sent < LINES && random.nextInt(10) == 0) {
            server.broadcast(server.name + " " + server.sent++);
          }
        }
      }
    }

    /** All servers broadcast the rest of their lines, and all messages arrive. */
    void finish() throws Exception {
      for (var server : servers) {
        while (server.sent < LINES) {
          server.broadcast(server.name + " " + server.sent++);
          step();
        }
      }
      settle();
    }

    void changeView(int number, List<Server> members) {
      var view = view(number, members);
      members.forEach(member -> member.schedule(view));
    }

    /** Removes a server, and all messages from it that are in flight. */
    void crash(Server server) {
      servers.remove(server);
      servers.forEach(other -> {
        other.multicasts.remove(server);
        other.unicasts.remove(server);
      });
    }
  }

  private static Network of(int size, long seed) throws Exception {
    var network = new Network(seed);
    var members = Stream.generate(network::join).limit(size).toList();
    network.changeView(1, members);
    network.settle();
    return network;
  }

  private static List<String> linesOf(int server, List<String> delivered) {
    return delivered.stream().filter(line -> line.startsWith(server + " ")).toList();
  }

  private static List<String> allLinesOf(int server) {
    return IntStream.range(0, LINES).mapToObj(i -> server + " " + i).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void when_coordinators_crash_the_survivors_deliver_the_same_lines_and_all_of_each_other(int size)
      throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      var network = of(size, seed);
      int view = 2;
      while (network.servers.size() > 2) {
        network.runFor(150);
        network.crash(network.servers.getFirst());
        network.changeView(view++, network.servers);
      }
      network.finish();
      var first = network.servers.getFirst().delivered;
      assertThat(network.servers.getLast().delivered).as("seed %d", seed).isEqualTo(first);
      for (int survivor : List.of(size - 2, size - 1)) {
        assertThat(linesOf(survivor, first)).as("seed %d", seed).isEqualTo(allLinesOf(survivor));
      }
    }
  }

  @Test
  void a_crash_or_a_join_loses_no_line_and_a_new_server_delivers_only_new_lines() throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      var network = of(3, seed);
      network.runFor(150);
      var joining = network.join();
      network.changeView(2, network.servers);
      network.runFor(150);
      network.crash(network.servers.get(1));
      network.changeView(3, network.servers);
      network.finish();
      var delivered = network.servers.getFirst().delivered;
      assertThat(network.servers.get(1).delivered).as("seed %d", seed).isEqualTo(delivered);
      assertThat(delivered).as("seed %d", seed).endsWith(joining.delivered.toArray(String[]::new));
      for (int stays : List.of(0, 2, 3)) {
        assertThat(linesOf(stays, delivered)).as("seed %d", seed).isEqualTo(allLinesOf(stays));
      }
      assertThat(linesOf(3, joining.delivered)).as("seed %d", seed).isEqualTo(allLinesOf(3));
    }
  }

  @Test
  void a_new_server_does_not_deliver_lines_from_before_it_joined() throws Exception {
    var network = of(2, 0);
    network.servers.getFirst().broadcast("before");
    network.settle();
    var joining = network.join();
    network.changeView(2, network.servers);
    network.settle();
    network.servers.getFirst().broadcast("after");
    network.settle();
    assertThat(joining.delivered).containsExactly("after");
  }

  @Test
  void partitions_that_merge_do_not_deliver_the_lines_of_each_other() throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      var network = of(4, seed);
      var all = List.copyOf(network.servers);
      var left = all.subList(0, 2);
      var right = all.subList(2, 4);
      network.partition.addAll(left);
      network.changeView(2, left);
      network.changeView(2, right);
      network.settle();
      left.getFirst().broadcast("left");
      if (seed % 2 == 0) {
        right.getFirst().broadcast("right"); // otherwise both partitions have the same last line
      }
      network.settle();
      network.partition.clear();
      network.changeView(3, all);
      network.settle();
      network.finish();
      assertThat(all.get(0).delivered).contains("left").doesNotContain("right");
      assertThat(all.get(3).delivered).as("seed %d", seed).doesNotContain("left");
      for (var half : List.of(left, right)) {
        assertThat(half.getLast().delivered)
            .as("seed %d", seed)
            .isEqualTo(half.getFirst().delivered);
      }
      var whole = new ArrayList<>(all.get(0).delivered);
      whole.remove("left");
      if (seed % 2 == 0) {
        whole.addFirst("right");
      }
      assertThat(all.get(3).delivered).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void a_view_change_is_reported_once_when_all_servers_have_exchanged_their_histories()
      throws Exception {
    var network = of(2, 0);
    var first = network.servers.getFirst();
    assertThat(first.viewChanges).containsExactly("0 2");
    network.crash(network.servers.getLast());
    network.changeView(2, network.servers);
    network.settle();
    assertThat(first.viewChanges).containsExactly("0 2", "2 1");
  }

  @Test
  void a_sender_with_too_many_pending_lines_blocks_until_one_has_been_delivered() throws Exception {
    var network = of(1, 0);
    var server = network.servers.getFirst();
    var sending =
        BackgroundTask.start(() -> {
          for (int i = 0; i < 257; i++) {
            server.broadcast("" + i);
          }
        });
    var pending = new ArrayList<Outgoing>();
    await().until(() -> pending.addAll(server.takeOutgoing()) | pending.size() == 256);
    assertThat(sending.isDone()).isFalse();
    server.order.receive(server.address, pending.getFirst().message());
    sending.awaitSuccess();
  }

  @Test
  void after_close_broadcasting_fails_also_where_it_blocks() throws Exception {
    var network = of(1, 0);
    var order = network.servers.getFirst().order;
    var sending =
        BackgroundTask.start(() -> {
          while (true) {
            order.broadcast(new Message(1, "more"));
          }
        });
    await().until(order::hasNext);
    order.close();
    sending.awaitFailure("the cluster takes nothing any more");
  }

  @Test
  void the_history_is_longer_than_one_server_can_be_ahead_and_bounded() throws Exception {
    var network = of(1, 0);
    var server = network.servers.getFirst();
    var line = "x".repeat(1000);
    for (int i = 0; i < 3000; i++) {
      server.broadcast(line);
      network.settle();
    }
    server.schedule(network.view(2, network.servers));
    server.changeView();
    var historyBytes = server.order.next().message().toBytes().getLength();
    assertThat(historyBytes)
        .isBetween(TotalOrder.CREDIT_BYTES_MAX, 3 * TotalOrder.CREDIT_BYTES_MAX);
  }

  @Test
  void a_decoded_message_equals_the_encoded_one() throws Exception {
    var network = of(1, 0);
    var view = network.view(7, network.servers).getViewId();
    var message =
        new ClusterMessage(
            view,
            true,
            List.of(
                new LogEntry.ViewInstalled(view),
                new LogEntry.Line(-1, 2, new Message(Long.MAX_VALUE, "한 é \uD83D\uDE00")),
                new LogEntry.Line(3, Long.MIN_VALUE, new Message(0, ""))));
    assertThat(ClusterMessage.of(message.toBytes())).isEqualTo(message);
    var bytes = message.toBytes();
    assertThatThrownBy(() ->
            ClusterMessage.of(
                new ByteArray(bytes.getArray(), bytes.getOffset(), bytes.getLength() - 9)))
        .isInstanceOf(IOException.class);
  }
}
