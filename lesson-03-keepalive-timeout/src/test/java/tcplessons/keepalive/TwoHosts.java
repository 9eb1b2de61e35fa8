package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two hosts with a link between them that can be cut: network namespaces with a veth(4) pair.
 *
 * <p>A shell that exits at EOF of its input holds them, so that they also disappear if the JVM is
 * killed.
 */
final class TwoHosts implements AutoCloseable {

  /** One of the two. */
  enum Host {
    NEAR("10.0.0.1"),
    FAR("10.0.0.2");

    final String address;

    Host(String address) {
      this.address = address;
    }
  }

  /**
   * If ARP gets no reply, the kernel reports "No route to host". A dead peer behind a router gives
   * no such error, so both neighbour entries are permanent.
   */
  private static final String SCRIPT =
      """
      set -e
      ip link add near address 02:00:00:00:00:01 type veth \
          peer name far address 02:00:00:00:00:02
      coproc FAR { exec unshare --net bash -c 'echo $$; read -r _'; }
      read -r pid <&"${FAR[0]}"
      ip link set far netns "$pid"
      ip address add 10.0.0.1/24 dev near
      ip link set near up
      ip neighbour add 10.0.0.2 lladdr 02:00:00:00:00:02 dev near nud permanent
      nsenter --target "$pid" --net bash -e -c '
          ip address add 10.0.0.2/24 dev far
          ip link set far up
          ip neighbour add 10.0.0.1 lladdr 02:00:00:00:00:01 dev far nud permanent'
      until ip link show near | grep -q 'state UP'; do :; done
      echo "$pid"
      read -r _
      """;

  private static final List<List<String>> UNSHARE =
      List.of(
          List.of("unshare", "--net"), // as root
          List.of("unshare", "--net", "--map-root-user")); // where users may create namespaces

  private final Process holder;
  private final String far;
  private final boolean mapped;

  private TwoHosts(Process holder, String far, boolean mapped) {
    this.holder = holder;
    this.far = far;
    this.mapped = mapped;
  }

  /** Connects two hosts, or skips the test where that is not possible. */
  static TwoHosts connected() throws IOException {
    for (var tool : List.of("unshare", "nsenter", "ip", "bash")) {
      assumeTrue(TestProcess.isInstalled(tool), tool + " is not installed");
    }
    for (var unshare : UNSHARE) {
      var holder =
          new ProcessBuilder(
                  Stream.concat(unshare.stream(), Stream.of("bash", "-c", SCRIPT)).toList())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var far = new BufferedReader(holder.inputReader(UTF_8)).readLine();
      if (far != null) {
        return new TwoHosts(holder, far, unshare.contains("--map-root-user"));
      }
    }
    assumeTrue(false, "network namespaces need root, or users who may create them");
    throw new AssertionError();
  }

  /** A command line that runs the command on one of the hosts. */
  String[] at(Host host, List<String> command) {
    var pid = host == Host.NEAR ? "" + holder.pid() : far;
    var commandLine = new ArrayList<>(List.of("nsenter", "--target", pid, "--net"));
    if (mapped) {
      commandLine.addAll(List.of("--user", "--preserve-credentials"));
    }
    commandLine.addAll(command);
    return commandLine.toArray(String[]::new);
  }

  /** Takes the link down: from now on all packets are lost. */
  void cut() throws IOException, InterruptedException {
    var cut = new ProcessBuilder(at(Host.FAR, List.of("ip", "link", "set", "far", "down"))).start();
    if (cut.waitFor() != 0) {
      throw new IOException("the link cannot be taken down");
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
