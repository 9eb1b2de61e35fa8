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

/** Where the network passes on multicast, nobody needs a list of servers. */
@Timeout(180)
class DiscoveryTest {

  /** Two machines whose servers have been told of nobody. */
  @Test
  void servers_with_mping_find_each_other_without_a_list() throws Exception {
    var made = Namespaces.connected();
    assumeTrue(made.isPresent(), "neither root nor user namespaces: no second machine");
    try (var machines = made.orElseThrow();
        var first = Command.javaBy(machines.onNear(), Alone.class, "10.5.0.1")) {
      first.awaitLine("10.5.0.1");
      try (var second = Command.javaBy(machines.onFar(), Alone.class, "10.5.0.2")) {
        second.awaitLine("10.5.0.1, 10.5.0.2");
        first.awaitLine("10.5.0.1, 10.5.0.2");
      }
    }
  }

  /**
   * A server's stack with MPING in the place of TCPPING: prints who is there, until it is ended.
   */
  static final class Alone implements Receiver {

    public static void main(String[] args) throws Exception {
      LogFactory.useNoopLogger(true);
      var stack = ClusterStack.of(new InetSocketAddress(args[0], 7800), List.of(), null);
      stack.replaceAll(protocol -> protocol instanceof TCPPING ? new MPING() : protocol);
      var channel = new JChannel(stack).name(args[0]).receiver(new Alone());
      channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
      channel.connect("chat");
      new CountDownLatch(1).await(); // its threads alone would not keep the JVM
    }

    @Override
    public void viewAccepted(View view) {
      IO.println(String.join(", ", view.getMembers().stream().map(Object::toString).toList()));
    }
  }
}
