package tcplessons.broadcast;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jgroups.JChannel;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.TCPPING;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a network with multicast, servers need no list of the other servers. */
@Timeout(180)
class DiscoveryTest {

  @Test
  void servers_with_mping_find_each_other_without_a_list() throws Exception {
    var namespaces = Namespaces.create();
    assumeTrue(namespaces.isPresent(), "neither root nor user namespaces: no second machine");
    try (var machines = namespaces.orElseThrow();
        var first = JvmProcess.start(machines.onNear(), Server.class, "10.5.0.1")) {
      awaitLine(first, "10.5.0.1");
      try (var second = JvmProcess.start(machines.onFar(), Server.class, "10.5.0.2")) {
        awaitLine(second, "10.5.0.1, 10.5.0.2");
        awaitLine(first, "10.5.0.1, 10.5.0.2");
      }
    }
  }

  private static void awaitLine(TestProcess server, String line) {
    TestCluster.awaitLine(server, line::equals);
  }

  /** The protocol stack of a server with MPING instead of TCPPING; prints every view. */
  static final class Server implements Receiver {

    public static void main(String[] args) throws Exception {
      LogFactory.useNoopLogger(true);
      var stack = ClusterStack.of(new InetSocketAddress(args[0], 7800), List.of(), null);
      stack.replaceAll(protocol -> protocol instanceof TCPPING ? new MPING() : protocol);
      var channel = new JChannel(stack).name(args[0]).receiver(new Server());
      channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
      channel.connect("chat");
      new CountDownLatch(1).await(); // the threads of JGroups are daemon threads
    }

    @Override
    public void viewAccepted(View view) {
      IO.println(String.join(", ", view.getMembers().stream().map(Object::toString).toList()));
    }
  }
}
