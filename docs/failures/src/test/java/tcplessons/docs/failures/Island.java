package tcplessons.docs.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A machine that is not connected to anything: a network namespace with a card whose cable ends
 * nowhere, 10.7.0.1. It lives as long as a shell that ends when its input does, with the JVM.
 */
final class Island {

  /** Its Ethernet address is known, so that packets leave for it; nobody takes them. */
  static final String SILENT = "10.7.0.2";

  /** On the same network, as far as the card knows, but nobody answers when asked for it. */
  static final String OFF = "10.7.0.3";

  /** On no network that there is a route to. RFC 5737. */
  static final String ELSEWHERE = "192.0.2.1";

  /**
   * SYNs are repeated once only, so that the kernel gives up after 3 s instead of two minutes, and
   * it asks for a neighbour every 200 ms instead of every second, so that this is over before. Its
   * ends have no IPv6 address of their own: such a one would become valid 2 s after they are up,
   * and Chromium gives up what it does when the network changes.
   */
  private static final String SCRIPT =
      """
      ip link set lo up &&
      ip link add card type veth peer name cable &&
      ip link set cable addrgenmode none && ip link set card addrgenmode none &&
      ip link set cable up && ip link set card up && ip address add 10.7.0.1/24 dev card &&
      ip neighbour add 10.7.0.2 lladdr 02:00:00:00:00:02 dev card nud permanent &&
      echo 1 > /proc/sys/net/ipv4/tcp_syn_retries &&
      { linear=/proc/sys/net/ipv4/tcp_syn_linear_timeouts; [ ! -e $linear ] || echo 0 > $linear; } &&
      echo 200 > /proc/sys/net/ipv4/neigh/card/retrans_time_ms &&
      echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start &&
      echo up || exit 1
      while read -r _; do :; done
      """;

  private static final List<List<String>> WAYS =
      List.of(List.of("unshare", "--net"), List.of("unshare", "--net", "--map-root-user"));

  private static final Optional<Island> SHARED =
      WAYS.stream().flatMap(way -> hold(way).stream()).findFirst();

  private final List<String> enter;

  private Island(List<String> enter) {
    this.enter = enter;
  }

  static Optional<String> missing() {
    return SHARED.isPresent()
        ? Optional.empty()
        : Optional.of("neither root nor user namespaces: no network of its own");
  }

  static Island shared() {
    return SHARED.orElseThrow();
  }

  private static Optional<Island> hold(List<String> way) {
    var words = new ArrayList<>(way);
    words.addAll(List.of("sh", "-c", SCRIPT));
    try {
      var holder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!"up".equals(new BufferedReader(holder.inputReader(UTF_8)).readLine())) {
        holder.destroyForcibly();
        return Optional.empty();
      }
      var enter = new ArrayList<>(List.of("nsenter", "--target", "" + holder.pid(), "--net"));
      if (way.contains("--map-root-user")) {
        enter.addAll(List.of("--user", "--preserve-credentials"));
      }
      enter.add("--");
      return Optional.of(new Island(List.copyOf(enter)));
    } catch (IOException _) {
      return Optional.empty(); // no unshare here
    }
  }

  Place place(String host, int port) {
    return new Place(host, port, enter, () -> {});
  }

  /** The same, where names are looked up as these lines of nsswitch.conf and resolv.conf say. */
  Island resolving(String nsswitch, String resolv) {
    var script =
        """
        folder=$(mktemp -d); echo "$1" > $folder/nsswitch; echo "$2" > $folder/resolv
        mount --bind $folder/nsswitch /etc/nsswitch.conf
        mount --bind $folder/resolv /etc/resolv.conf
        rm -r $folder; shift 2; exec "$@"
        """;
    return with("unshare", "--mount", "sh", "-c", script, "sh", nsswitch, resolv);
  }

  /** The same for a user who is not root, as far as ports go: capabilities(7). */
  Island withoutRights() {
    return with("setpriv", "--bounding-set=-net_bind_service", "--");
  }

  /** Another one, with a single port to connect from, and a server to connect to. */
  Place withOneFreePort() {
    var script =
        """
        ip link set lo up
        echo 40000 40000 > /proc/sys/net/ipv4/ip_local_port_range
        nc -lk 127.0.0.1 5000 & server=$!
        until ss -ltn | grep -q :5000; do :; done
        "$@"; exit=$?
        kill $server
        exit $exit
        """;
    return with("unshare", "--net", "sh", "-c", script, "sh").place(Peer.HOST, 5000);
  }

  private Island with(String... more) {
    return new Island(Stream.concat(enter.stream(), Stream.of(more)).toList());
  }
}
