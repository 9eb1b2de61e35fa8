package tcplessons.docs.runs;

import java.util.List;
import tcplessons.docs.runs.Run.Lane;

/**
 * Two machines, with a cable each to the switch between them: three network namespaces.
 *
 * <p>The link between them can be cut. It is the client's cable that is pulled out of the switch,
 * so that the server's card keeps sending: what it sends is captured there, and nobody answers. The
 * machines know each other's Ethernet address for good. Else a kernel that has not heard from its
 * neighbour for some seconds would ask who has that address, and an error from this machine itself
 * ("no route to host") would take the place of silence, as it does not for a peer behind a router.
 */
final class Machines implements AutoCloseable {

  static final String SERVER = "10.0.0.1";
  static final String CLIENT = "10.0.0.2";

  /** The card of each machine. */
  static final String CARD = "eth0";

  private static final String SWITCH =
      """
      ip link add switch type bridge
      ip link set switch up
      ip link add to-server type veth peer name eth0 netns $1
      ip link add to-client type veth peer name eth0 netns $2
      ip link set to-server master switch up
      ip link set to-client master switch up
      """;

  /** Without the limit a card would be given, and we would capture, many segments as one. */
  private static final String MACHINE =
      """
      ip link set eth0 address 02:00:00:00:00:0$1 gso_max_segs 1
      ip address add 10.0.0.$1/24 dev eth0
      ip link set eth0 up
      ip neighbour add 10.0.0.$2 lladdr 02:00:00:00:00:0$2 dev eth0 nud permanent
      """;

  private static final String READY = "until ip link show eth0 | grep -q 'state UP'; do :; done";

  private static final String NOW = "; echo ${EPOCHREALTIME/./}";

  private final Network hub;
  private final Network server;
  private final Network client;

  private Machines(Network hub, Network server, Network client) {
    this.hub = hub;
    this.server = server;
    this.client = client;
  }

  /**
   * @throws MissingTool if this system, or what we may do on it, does not allow for two machines
   */
  static Machines linked() {
    var hub =
        Network.isolated()
            .orElseThrow(() ->
                new MissingTool(
                    "two machines need network namespaces: unshare, nsenter, ip and bash, as root"
                        + " or where users may have namespaces (unshare --net --map-root-user)"));
    try {
      var machines = new Machines(hub, hub.another(CLIENT), hub.another(SERVER));
      machines.connect();
      return machines;
    } catch (StageException e) {
      hub.close();
      throw new MissingTool("two machines cannot be linked here: " + e.getMessage());
    }
  }

  private void connect() {
    hub.run(SWITCH, server.pid(), client.pid());
    server.run(MACHINE, "1", "2");
    client.run(MACHINE, "2", "1");
    server.run(READY);
    client.run(READY);
  }

  List<Network> all() {
    return List.of(server, client);
  }

  Network at(Lane lane) {
    return lane == Lane.SERVER ? server : client;
  }

  /**
   * Takes the link down.
   *
   * @return since when, in microseconds since 1970
   */
  long cut() {
    return Long.parseLong(hub.run("ip link set to-client down" + NOW));
  }

  /**
   * Brings the link up again.
   *
   * @return since when, in microseconds since 1970
   */
  long mend() {
    long since = Long.parseLong(hub.run("ip link set to-client up" + NOW));
    client.run(READY);
    return since;
  }

  @Override
  public void close() {
    hub.close();
  }
}
