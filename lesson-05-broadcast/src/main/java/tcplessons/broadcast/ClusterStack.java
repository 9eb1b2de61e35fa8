package tcplessons.broadcast;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.SYM_ENCRYPT;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/** What JGroups is made of here, from the wire up to the room. */
final class ClusterStack {

  /** Lines are a thousandth of it. Whoever announces more to come is not one of us. */
  private static final int LONGEST = 1024 * 1024;

  /** How long a server may be silent on a connection that stands before it is given up. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration BEAT = Duration.ofSeconds(2);

  /**
   * How often, once a second, a server reminds the others of what it has sent last. JGroups does it
   * once; if that is lost too, and nothing follows, only STABLE tells, after up to 40 s. All
   * servers wait for such a message when one comes or leaves.
   */
  private static final int REMINDERS = 60;

  private ClusterStack() {}

  /**
   * @param bind where this server listens for the others
   * @param peers where to look for them; this server may be among them
   * @param keys what all of them must have, or null: then whoever reaches a port may join
   */
  // tag::stack[]
  static List<Protocol> of(
      InetSocketAddress bind, List<InetSocketAddress> peers, ClusterKeys keys) {
    var stack = new ArrayList<Protocol>();
    stack.add(tcp(bind));
    if (keys != null) {
      stack.add(encryption(keys)); // <1>
    }
    stack.add(new TCPPING().initialHosts(peers).setPortRange(0)); // <2>
    stack.add(new MERGE3().setMinInterval(1000).setMaxInterval(5000)); // <3>
    stack.add(new FD_SOCK2().setBindAddress(bind.getAddress())); // <4>
    stack.add(new FD_ALL3().setTimeout(SILENCE.toMillis()).setInterval(BEAT.toMillis())); // <5>
    stack.add(new VERIFY_SUSPECT2());
    stack.add(new NAKACK2().setResendLastSeqnoMaxTimes(REMINDERS).useMcastXmit(false)); // <6>
    stack.add(new UNICAST3());
    stack.add(new STABLE());
    if (keys != null) {
      stack.add(new AUTH().setAuthToken(new ClusterToken(keys.token()))); // <7>
    }
    stack.add(new GMS().printLocalAddress(false)); // <8>
    stack.add(new UFC());
    stack.add(new MFC().setMaxCredits(TotalOrder.AHEAD)); // <9>
    stack.add(new FRAG4());
    return stack;
  }

  // end::stack[]

  private static TCP tcp(InetSocketAddress bind) {
    var tcp = new TCP();
    tcp.setBindAddress(bind.getAddress());
    tcp.setBindPort(bind.getPort()).setPortRange(0);
    tcp.setMaxLength(LONGEST);
    tcp.tcpNodelay(true); // it gathers what it sends, and Nagle's algorithm would only add a delay
    return tcp;
  }

  private static SYM_ENCRYPT encryption(ClusterKeys keys) {
    // Authenticated encryption: what was changed on its way is dropped. AES/ECB is the default,
    // and AES/GCM wants parameters that JGroups does not give.
    return new SYM_ENCRYPT()
        .<SYM_ENCRYPT>symAlgorithm(ClusterKeys.ALGORITHM)
        .<SYM_ENCRYPT>symIvLength(ClusterKeys.NONCE_BYTES)
        .setSecretKey(keys.key());
  }
}
