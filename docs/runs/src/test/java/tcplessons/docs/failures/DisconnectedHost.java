package tcplessons.docs.failures;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tcplessons.docs.kit.LoopbackServer;
import tcplessons.docs.kit.NetworkNamespace;

/**
 * A host without a network behind its interface: a network namespace whose veth peer is connected
 * to nothing. Its address is 10.7.0.1. It exists as long as the JVM.
 */
final class DisconnectedHost {

  /** A neighbour with a known Ethernet address: packets are sent, and none is answered. */
  static final String NO_TCP_RESPONSE_ADDRESS = "10.7.0.2";

  /** A neighbour that does not answer ARP requests. */
  static final String NO_ARP_RESPONSE_ADDRESS = "10.7.0.3";

  /** An address without a route to it: RFC 5737. */
  static final String UNROUTED_ADDRESS = "192.0.2.1";

  /**
   * One SYN retry makes the kernel give up after 3 s instead of two minutes; ARP requests every 200
   * ms instead of every second fail before that. The interfaces get no link-local IPv6 address: it
   * would become valid after 2 s, and Chromium aborts requests when the network changes.
   */
  private static final String SETUP =
      """
      ip link add card type veth peer name cable
      ip link set cable addrgenmode none
      ip link set card addrgenmode none
      ip link set cable up
      ip link set card up
      ip address add 10.7.0.1/24 dev card
      ip neighbour add 10.7.0.2 lladdr 02:00:00:00:00:02 dev card nud permanent
      echo 1 > /proc/sys/net/ipv4/tcp_syn_retries
      linear=/proc/sys/net/ipv4/tcp_syn_linear_timeouts
      [ ! -e $linear ] || echo 0 > $linear
      echo 200 > /proc/sys/net/ipv4/neigh/card/retrans_time_ms
      echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start
      """;

  private static final Optional<DisconnectedHost> SHARED = create();

  private final List<String> prefix;

  private DisconnectedHost(List<String> prefix) {
    this.prefix = prefix;
  }

  private static Optional<DisconnectedHost> create() {
    return NetworkNamespace.create()
        .flatMap(namespace -> {
          try {
            namespace.run(SETUP);
            return Optional.of(new DisconnectedHost(namespace.inside(List.of())));
          } catch (IOException _) {
            namespace.close();
            return Optional.empty();
          }
        });
  }

  static Optional<String> missing() {
    return SHARED.isPresent()
        ? Optional.empty()
        : Optional.of("neither root nor user namespaces: no network namespace");
  }

  static DisconnectedHost shared() {
    return SHARED.orElseThrow();
  }

  Target target(String host, int port) {
    return new Target(host, port, prefix, () -> {});
  }

  /** This host with these lines as nsswitch.conf and resolv.conf. */
  DisconnectedHost resolving(String nsswitch, String resolv) {
    var script =
        """
        folder=$(mktemp -d); echo "$1" > $folder/nsswitch; echo "$2" > $folder/resolv
        mount --bind $folder/nsswitch /etc/nsswitch.conf
        mount --bind $folder/resolv /etc/resolv.conf
        rm -r $folder; shift 2; exec "$@"
        """;
    return with("unshare", "--mount", "sh", "-c", script, "sh", nsswitch, resolv);
  }

  /** This host without the right to bind privileged ports: capabilities(7). */
  DisconnectedHost withoutPrivileges() {
    return with("setpriv", "--bounding-set=-net_bind_service", "--");
  }

  /** Another namespace with a single ephemeral port, and a server to connect to. */
  Target withOneEphemeralPort() {
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
    return with("unshare", "--net", "sh", "-c", script, "sh").target(LoopbackServer.HOST, 5000);
  }

  private DisconnectedHost with(String... more) {
    return new DisconnectedHost(Stream.concat(prefix.stream(), Stream.of(more)).toList());
  }
}
