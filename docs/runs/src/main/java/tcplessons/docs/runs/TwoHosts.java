package tcplessons.docs.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.NetworkNamespace;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.capture.Segment;

/**
 * Two hosts, connected by a switch: three network namespaces.
 *
 * <p>The link between the hosts can be taken down. It is the client's port of the switch that goes
 * down, so that the server's interface keeps sending: its packets are captured there, and none is
 * answered. The hosts have permanent neighbour entries. Without them a kernel would send ARP
 * requests after some seconds without an answer, and report "no route to host" instead of waiting
 * as it does for a peer behind a router.
 */
final class TwoHosts implements AutoCloseable {

  static final String SERVER = "10.0.0.1";
  static final String CLIENT = "10.0.0.2";

  /** The network interface of each host. */
  static final String INTERFACE = "eth0";

  private static final String SWITCH =
      """
      ip link add switch type bridge
      ip link set switch up
      ip link add to-server type veth peer name eth0 netns $1
      ip link add to-client type veth peer name eth0 netns $2
      ip link set to-server master switch up
      ip link set to-client master switch up
      """;

  /** With segmentation offload the capture would show many segments as one. */
  private static final String HOST =
      """
      ip link set eth0 address 02:00:00:00:00:0$1 gso_max_segs 1
      ip address add 10.0.0.$1/24 dev eth0
      ip link set eth0 up
      ip neighbour add 10.0.0.$2 lladdr 02:00:00:00:00:0$2 dev eth0 nud permanent
      """;

  /** The TAP devices of {@link DelayedLink} in place of the client's cable. */
  private static final String DELAYED_LINK =
      """
      ip link set to-client master switch up
      ip link set far-end name eth0 netns $1
      """;

  /** The switch becomes a router, whose address the server sees in place of the client's. */
  private static final String NAT_ROUTER =
      """
      ip link set to-server nomaster address 02:00:00:00:00:02
      ip link set to-client nomaster
      ip address add 10.0.0.2/24 dev to-server
      ip address add 192.168.1.1/24 dev to-client
      echo 1 > /proc/sys/net/ipv4/ip_forward
      nft '
        add table ip nat
        add chain ip nat postrouting { type nat hook postrouting priority srcnat; }
        add rule ip nat postrouting oifname to-server masquerade
      '
      """;

  private static final String BEHIND_NAT =
      """
      ip address flush dev eth0
      ip address add 192.168.1.2/24 dev eth0
      ip route add default via 192.168.1.1
      """;

  /** A TAP device has no state UP. */
  private static final String AWAIT_UP =
      "until ip link show eth0 | grep -qE 'state (UP|UNKNOWN)'; do :; done";

  private static final String PRINT_TIME = "; echo ${EPOCHREALTIME/./}";

  private final NetworkNamespace hub;
  private final NetworkNamespace server;
  private final NetworkNamespace client;

  private Process relay;

  private TwoHosts(NetworkNamespace hub) throws IOException {
    this.hub = hub;
    this.server = hub.createPeer(CLIENT);
    this.client = hub.createPeer(SERVER);
  }

  /**
   * @throws MissingToolException if this system, or the user's rights, do not allow it
   */
  static TwoHosts create() {
    var hub =
        NetworkNamespace.create()
            .orElseThrow(() ->
                new MissingToolException(
                    "two hosts need network namespaces: unshare, nsenter, ip and bash, as root or"
                        + " where users may have namespaces (unshare --net --map-root-user)"));
    try {
      var hosts = new TwoHosts(hub);
      hosts.connect();
      return hosts;
    } catch (IOException e) {
      hub.close();
      throw new MissingToolException("two hosts cannot be linked here: " + e.getMessage());
    }
  }

  private void connect() throws IOException {
    hub.run(SWITCH, server.pid(), client.pid());
    server.run(HOST, "1", "2");
    client.run(HOST, "2", "1");
    server.run(AWAIT_UP);
    client.run(AWAIT_UP);
  }

  /** The host that sent a segment. */
  static Lane sender(Segment segment) {
    return segment.source().getAddress().getHostAddress().equals(SERVER)
        ? Lane.SERVER
        : Lane.CLIENT;
  }

  List<NetworkNamespace> namespaces() {
    return List.of(server, client);
  }

  NetworkNamespace host(Lane lane) {
    return lane == Lane.SERVER ? server : client;
  }

  /** Puts a router with NAT between the hosts, in place of the switch. */
  void translateAddresses() throws IOException {
    hub.run(NAT_ROUTER);
    client.run(BEHIND_NAT);
  }

  NetworkNamespace router() {
    return hub;
  }

  /**
   * Makes the link so long that every packet takes this time, and lets it carry only so many bytes
   * per second, in each direction.
   */
  void delay(Duration delay, int bytesPerSecond) throws IOException {
    hub.run("ip link delete to-client");
    relay = startRelay(delay, bytesPerSecond);
    hub.run(DELAYED_LINK, client.pid());
    client.run(HOST, "2", "1");
    client.run(AWAIT_UP);
  }

  private Process startRelay(Duration delay, int bytesPerSecond) throws IOException {
    var classes = DelayedLink.class.getProtectionDomain().getCodeSource().getLocation();
    var command =
        JvmCommand.command(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes.getPath(),
            DelayedLink.class.getName(),
            "to-client",
            "far-end",
            delay.toString(),
            "" + bytesPerSecond);
    var process =
        new ProcessBuilder(hub.inside(command))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!"up".equals(process.inputReader().readLine())) {
      throw new IOException("no TAP devices can be created: /dev/net/tun");
    }
    return process;
  }

  /**
   * Takes the link down.
   *
   * @return the time at which it was down, in microseconds since 1970
   */
  long takeDown() throws IOException {
    return Long.parseLong(hub.run("ip link set to-client down" + PRINT_TIME));
  }

  /**
   * Brings the link up again.
   *
   * @return the time, in microseconds since 1970
   */
  long bringUp() throws IOException {
    long since = Long.parseLong(hub.run("ip link set to-client up" + PRINT_TIME));
    client.run(AWAIT_UP);
    return since;
  }

  @Override
  public void close() {
    if (relay != null) {
      relay.destroyForcibly();
    }
    hub.close();
  }
}
