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

/** The protocol stack of JGroups, from TCP up to the application. */
final class ClusterStack {

  /**
   * A thousand times the longest line. A connection that sends a longer length prefix is closed.
   */
  private static final int MESSAGE_BYTES_MAX = 1024 * 1024;

  /** A server that sends no heartbeat for this long is suspected to have crashed. */
  private static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);

  /**
   * How often, once a second, a server sends the sequence number of its last message again, so that
   * receivers detect that they have lost it. JGroups does it once by default; if that is lost too
   * and no other message follows, only STABLE detects it, after up to 40 s. All servers wait for
   * such a message in a view change.
   */
  private static final int LAST_SEQNO_RESENDS_MAX = 60;

  private ClusterStack() {}

  /**
   * @param bind where this server listens for the others
   * @param peers where to look for them; this server may be among them
   * @param keys the keys of all servers, or null: then every server that reaches a port may join
   */
  static List<Protocol> of(
      InetSocketAddress bind, List<InetSocketAddress> peers, ClusterKeys keys) {
    var stack = new ArrayList<Protocol>();
    // tag::members[]
    stack.add(tcp(bind));
    if (keys != null) {
      stack.add(encryption(keys)); // <1>
    }
    stack.add(new TCPPING().initialHosts(peers).setPortRange(0)); // <2>
    stack.add(new MERGE3().setMinInterval(1000).setMaxInterval(5000)); // <3>
    stack.add(new FD_SOCK2().setBindAddress(bind.getAddress())); // <4>
    stack.add(heartbeats()); // <5>
    stack.add(new VERIFY_SUSPECT2()); // <6>
    // end::members[]
    // tag::messages[]
    stack.add(retransmission()); // <1>
    stack.add(new UNICAST3());
    stack.add(new STABLE());
    if (keys != null) {
      stack.add(new AUTH().setAuthToken(new ClusterToken(keys.token()))); // <2>
    }
    stack.add(new GMS().printLocalAddress(false)); // <3>
    stack.add(new UFC());
    stack.add(new MFC().setMaxCredits(TotalOrder.CREDIT_BYTES_MAX)); // <4>
    stack.add(new FRAG4());
    // end::messages[]
    return stack;
  }

  private static TCP tcp(InetSocketAddress bind) {
    var tcp = new TCP();
    tcp.setBindAddress(bind.getAddress());
    tcp.setBindPort(bind.getPort()).setPortRange(0);
    tcp.setMaxLength(MESSAGE_BYTES_MAX);
    tcp.tcpNodelay(true); // it batches messages, so Nagle's algorithm would only delay them
    return tcp;
  }

  private static NAKACK2 retransmission() {
    return new NAKACK2()
        .setResendLastSeqnoMaxTimes(LAST_SEQNO_RESENDS_MAX)
        .useMcastXmit(false); // only to the server that has lost a message
  }

  private static FD_ALL3 heartbeats() {
    return new FD_ALL3()
        .setTimeout(FAILURE_TIMEOUT.toMillis())
        .setInterval(HEARTBEAT_INTERVAL.toMillis());
  }

  private static SYM_ENCRYPT encryption(ClusterKeys keys) {
    // Authenticated encryption (RFC 8439): modified messages are dropped. The default is AES/ECB,
    // which has no authentication, and AES/GCM needs parameters that JGroups does not set.
    return new SYM_ENCRYPT()
        .<SYM_ENCRYPT>symAlgorithm(ClusterKeys.ALGORITHM)
        .<SYM_ENCRYPT>symIvLength(ClusterKeys.NONCE_BYTES)
        .setSecretKey(keys.key());
  }
}
