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

/** Servers without a network between them: the test decides what arrives, and when. */
@Timeout(60)
class TotalOrderTest {

  private static final int LINES = 8;

  /** One server, and what is on its way to it from each of the others, in order. */
  private static final class Server {
    private final int name;
    private final Address address = UUID.randomUUID();
    private final List<String> heard = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final TotalOrder order =
        new TotalOrder(
            message -> heard.add(message.line()),
            (before, next) ->
                changes.add((before == null ? 0 : before.size()) + " " + next.size()));
    private final Map<Server, Deque<Parcel>> toAll = new HashMap<>();
    private final Map<Server, Deque<Parcel>> toItAlone = new HashMap<>();
    private int said;
    private View coming;

    Server(int name) {
      this.name = name;
    }

    /** What it hears of later than others, perhaps. */
    void isToSee(View next) {
      coming = next;
    }

    void sees() {
      order.change(coming);
      coming = null;
    }

    void says(String line) throws Exception {
      order.say(new Message(1, line));
    }

    /** What it has to send, but for what would make it wait. */
    List<Outgoing> sends() throws Exception {
      var all = new ArrayList<Outgoing>();
      while (order.hasNext()) {
        all.add(order.next());
      }
      return all;
    }
  }

  /** Sends what arrives in the order in which it was sent, from one to another, and no other. */
  private static final class Network {
    private final Random random;
    private final List<Server> servers = new ArrayList<>();
    private final List<Server> half = new ArrayList<>();
    private int joined;

    Network(long seed) {
      random = new Random(seed);
    }

    Server joins() {
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
        if (half.contains(from) != half.contains(to)) {
          continue;
        }
        if (outgoing.to() == null) {
          to.toAll.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(outgoing.parcel());
        } else if (outgoing.to().equals(to.address)) {
          to.toItAlone.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(outgoing.parcel());
        }
      }
    }

    /** Something happens somewhere, or nothing is left to happen. */
    boolean goesOn() throws Exception {
      var possible = new ArrayList<Runnable>();
      for (var server : servers) {
        for (var outgoing : server.sends()) {
          send(server, outgoing);
        }
      }
      for (var server : servers) {
        if (server.coming != null) {
          possible.add(server::sees);
        }
        server.toAll.forEach((from, parcels) -> {
          if (!parcels.isEmpty()) {
            possible.add(() -> server.order.receive(from.address, parcels.remove()));
          }
        });
        server.toItAlone.forEach((_, parcels) -> {
          if (!parcels.isEmpty()) {
            possible.add(() -> send(server, new Outgoing(null, parcels.remove())));
          }
        });
      }
      if (!possible.isEmpty()) {
        possible.get(random.nextInt(possible.size())).run();
      }
      return !possible.isEmpty();
    }

    void settles() throws Exception {
      while (goesOn()) {
        // what is left arrives
      }
    }

    void goesOnFor(int most) throws Exception {
      for (int i = random.nextInt(most); i > 0 && goesOn(); i--) {
        for (var server : servers) {
          if (server.said < LINES && random.nextInt(10) == 0) {
            server.says(server.name + " " + server.said++);
          }
        }
      }
    }

    /** Everybody says all of his lines, and hears all there is to hear. */
    void finishes() throws Exception {
      for (var server : servers) {
        while (server.said < LINES) {
          server.says(server.name + " " + server.said++);
          goesOn();
        }
      }
      settles();
    }

    void changes(int number, List<Server> members) {
      var view = view(number, members);
      members.forEach(member -> member.isToSee(view));
    }

    /** Nothing comes from it any more, not even what had been sent. */
    void dies(Server server) {
      servers.remove(server);
      servers.forEach(other -> {
        other.toAll.remove(server);
        other.toItAlone.remove(server);
      });
    }
  }

  private static Network of(int size, long seed) throws Exception {
    var network = new Network(seed);
    var members = Stream.generate(network::joins).limit(size).toList();
    network.changes(1, members);
    network.settles();
    return network;
  }

  private static List<String> linesOf(int server, List<String> heard) {
    return heard.stream().filter(line -> line.startsWith(server + " ")).toList();
  }

  private static List<String> allLinesOf(int server) {
    return IntStream.range(0, LINES).mapToObj(i -> server + " " + i).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void whenever_coordinators_die_the_survivors_hear_the_same_and_all_of_each_other(int size)
      throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      var network = of(size, seed);
      int view = 2;
      while (network.servers.size() > 2) {
        network.goesOnFor(150);
        network.dies(network.servers.getFirst());
        network.changes(view++, network.servers);
      }
      network.finishes();
      var first = network.servers.getFirst().heard;
      assertThat(network.servers.getLast().heard).as("seed %d", seed).isEqualTo(first);
      for (int survivor : List.of(size - 2, size - 1)) {
        assertThat(linesOf(survivor, first)).as("seed %d", seed).isEqualTo(allLinesOf(survivor));
      }
    }
  }

  @Test
  void whoever_dies_or_comes_nothing_is_lost_and_a_newcomer_hears_only_what_is_new()
      throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      var network = of(3, seed);
      network.goesOnFor(150);
      var newcomer = network.joins();
      network.changes(2, network.servers);
      network.goesOnFor(150);
      network.dies(network.servers.get(1));
      network.changes(3, network.servers);
      network.finishes();
      var heard = network.servers.getFirst().heard;
      assertThat(network.servers.get(1).heard).as("seed %d", seed).isEqualTo(heard);
      assertThat(heard).as("seed %d", seed).endsWith(newcomer.heard.toArray(String[]::new));
      for (int stays : List.of(0, 2, 3)) {
        assertThat(linesOf(stays, heard)).as("seed %d", seed).isEqualTo(allLinesOf(stays));
      }
      assertThat(linesOf(3, newcomer.heard)).as("seed %d", seed).isEqualTo(allLinesOf(3));
    }
  }

  @Test
  void a_newcomer_does_not_hear_what_was_said_before_it_came() throws Exception {
    var network = of(2, 0);
    network.servers.getFirst().says("before");
    network.settles();
    var newcomer = network.joins();
    network.changes(2, network.servers);
    network.settles();
    network.servers.getFirst().says("after");
    network.settles();
    assertThat(newcomer.heard).containsExactly("after");
  }

  @Test
  void halves_that_find_each_other_again_do_not_hear_what_was_said_in_the_other() throws Exception {
    for (int seed = 0; seed < 1000; seed++) {
      var network = of(4, seed);
      var all = List.copyOf(network.servers);
      var left = all.subList(0, 2);
      var right = all.subList(2, 4);
      network.half.addAll(left);
      network.changes(2, left);
      network.changes(2, right);
      network.settles();
      left.getFirst().says("left");
      if (seed % 2 == 0) {
        right.getFirst().says("right"); // and if not, its last line is the left half's, too
      }
      network.settles();
      network.half.clear();
      network.changes(3, all);
      network.settles();
      network.finishes();
      assertThat(all.get(0).heard).contains("left").doesNotContain("right");
      assertThat(all.get(3).heard).as("seed %d", seed).doesNotContain("left");
      for (var half : List.of(left, right)) {
        assertThat(half.getLast().heard).as("seed %d", seed).isEqualTo(half.getFirst().heard);
      }
      var whole = new ArrayList<>(all.get(0).heard);
      whole.remove("left");
      if (seed % 2 == 0) {
        whole.addFirst("right");
      }
      assertThat(all.get(3).heard).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void everybody_is_told_of_a_change_once_all_have_agreed() throws Exception {
    var network = of(2, 0);
    var first = network.servers.getFirst();
    assertThat(first.changes).containsExactly("0 2");
    network.dies(network.servers.getLast());
    network.changes(2, network.servers);
    network.settles();
    assertThat(first.changes).containsExactly("0 2", "2 1");
  }

  @Test
  void who_says_more_than_may_be_under_way_waits_until_some_of_it_has_come_back() throws Exception {
    var network = of(1, 0);
    var server = network.servers.getFirst();
    var talk =
        Talk.start(_ -> {
          for (int i = 0; i < 257; i++) {
            server.says("" + i);
          }
        });
    var underWay = new ArrayList<Outgoing>();
    await()
        .atMost(Running.PATIENCE)
        .until(() -> underWay.addAll(server.sends()) | underWay.size() == 256);
    assertThat(talk.isOver()).isFalse();
    server.order.receive(server.address, underWay.getFirst().parcel());
    talk.endsWell();
  }

  @Test
  void nothing_can_be_said_once_it_is_closed_not_even_by_who_waits() throws Exception {
    var network = of(1, 0);
    var order = network.servers.getFirst().order;
    var talk =
        Talk.start(_ -> {
          while (true) {
            order.say(new Message(1, "more"));
          }
        });
    await().atMost(Running.PATIENCE).until(order::hasNext);
    order.close();
    talk.endsWith("the cluster takes nothing any more");
  }

  @Test
  void what_is_remembered_is_more_than_one_may_be_ahead_and_has_a_bound() throws Exception {
    var network = of(1, 0);
    var server = network.servers.getFirst();
    var line = "x".repeat(1000);
    for (int i = 0; i < 3000; i++) {
      server.says(line);
      network.settles();
    }
    server.isToSee(network.view(2, network.servers));
    server.sees();
    var told = server.order.next().parcel().toBytes().getLength();
    assertThat(told).isBetween(TotalOrder.AHEAD, 3 * TotalOrder.AHEAD);
  }

  @Test
  void a_parcel_is_the_same_after_its_way() throws Exception {
    var network = of(1, 0);
    var view = network.view(7, network.servers).getViewId();
    var parcel =
        new Parcel(
            view,
            true,
            List.of(
                new Entry.Agreed(view),
                new Entry.Said(-1, 2, new Message(Long.MAX_VALUE, "한 é \uD83D\uDE00")),
                new Entry.Said(3, Long.MIN_VALUE, new Message(0, ""))));
    assertThat(Parcel.of(parcel.toBytes())).isEqualTo(parcel);
    var torn = parcel.toBytes();
    assertThatThrownBy(
            () -> Parcel.of(new ByteArray(torn.getArray(), torn.getOffset(), torn.getLength() - 9)))
        .isInstanceOf(IOException.class);
  }
}
