package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jgroups.BytesMessage;
import org.jgroups.Header;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.Receiver;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.GMS.GmsHeader;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.stack.ProtocolStack.Position;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ClusterStackTest {

  /** Longer than until the first resend, and shorter than the failure detector's timeout. */
  private static final Duration LOSS_DURATION = Duration.ofSeconds(3);

  /** Less than STABLE waits on average, 20 s. */
  private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(6);

  /** Longer than a looped back message takes. */
  private static final Duration VIEW_DELAY = Duration.ofMillis(300);

  static {
    LogFactory.useNoopLogger(true);
  }

  @Test
  void a_last_message_that_is_lost_with_its_first_resend_is_retransmitted() throws Exception {
    var received = new CopyOnWriteArrayList<>();
    var peers = List.of(freePort(), freePort());
    try (var sender = join(peers.get(0), peers, _ -> {});
        var receiver = join(peers.get(1), peers, received::add)) {
      await().until(() -> sender.getView().size() == 2 && receiver.getView().size() == 2);
      var loss = new DISCARD().discardAll(true);
      receiver.getProtocolStack().insertProtocol(loss, Position.ABOVE, TP.class);

      sender.send(new ObjectMessage(null, "the last message"));

      await().during(LOSS_DURATION).atMost(LOSS_DURATION.multipliedBy(2)).until(received::isEmpty);
      loss.discardAll(false);
      await()
          .atMost(RECOVERY_TIMEOUT)
          .untilAsserted(() -> assertThat(received).containsExactly("the last message"));
    }
  }

  @RepeatedTest(3)
  void six_servers_that_bind_at_the_same_moment_get_a_port_each() throws Exception {
    var ports = Stream.generate(ClusterStackTest::freePort).limit(6).toList();
    var servers = Stream.generate(() -> transport(ports, ports)).limit(6).toList();
    var start = new CyclicBarrier(6);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var opened = new ArrayList<Future<String>>();
      for (var server : servers) {
        opened.add(
            threads.submit(() -> {
              start.await();
              server.open(_ -> {});
              return server.nameSuffix();
            }));
      }
      var names = new HashSet<String>();
      for (var server : opened) {
        names.add(server.get());
      }
      assertThat(names).containsAll(ports.stream().map(port -> "@" + name(port)).toList());
    } finally {
      servers.forEach(ClusterTransport::close);
    }
  }

  private static String name(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static ClusterTransport transport(
      List<InetSocketAddress> candidates, List<InetSocketAddress> peers) {
    var discarded = new PrintStream(OutputStream.nullOutputStream());
    return new ClusterTransport("chat", candidates, peers, null, discarded, discarded);
  }

  /**
   * A view is not looped back to its sender. If it has its sequence number, but is not yet in the
   * sender's table when a later message is looped back, that message is not delivered.
   */
  @Test
  void a_view_is_installed_though_the_coordinator_sends_its_history_while_it_sends_the_view()
      throws Exception {
    var received = new CopyOnWriteArrayList<>();
    var peers = List.of(freePort(), freePort());
    var first = transport(peers.subList(0, 1), peers);
    var second = transport(peers.subList(1, 2), peers);
    try {
      first.open(message -> received.add(message.line()));
      first.send(new tcplessons.broadcast.Message(1, "alone"));
      await().until(() -> received.remove("alone"));
      stackOf(first).insertProtocol(new SlowView(), Position.ABOVE, NAKACK2.class);
      second.open(_ -> {});
      await()
          .atMost(RECOVERY_TIMEOUT)
          .untilAsserted(() -> assertThat(received).singleElement().asString().endsWith(" joined"));
    } finally {
      second.close();
      first.close();
    }
  }

  /** Delays a view after it has got its sequence number, as the scheduler may do. */
  private static final class SlowView extends Protocol {
    private final CountDownLatch numbered = new CountDownLatch(1);

    @Override
    public Object down(Message message) {
      if (message.getHeader(ClassConfigurator.getProtocolId(GMS.class)) instanceof GmsHeader gms) {
        return down_prot.down(gms.getType() == GmsHeader.VIEW ? slow(message) : message);
      }
      if (message.getDest() == null) {
        awaitNumber();
      }
      return down_prot.down(message);
    }

    private void awaitNumber() {
      try {
        numbered.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private Message slow(Message view) {
      var slow =
          new BytesMessage(null, view.getArray(), view.getOffset(), view.getLength()) {
            @Override
            public Message putHeader(short protocol, Header header) {
              if (header instanceof NakAckHeader2) {
                numbered.countDown();
                LockSupport.parkNanos(VIEW_DELAY.toNanos());
              }
              return super.putHeader(protocol, header);
            }
          };
      view.getHeaders().forEach(slow::putHeader);
      return slow.setFlag(view.getFlags(false), false).setFlag(view.getFlags(true), true);
    }
  }

  private static ProtocolStack stackOf(ClusterTransport transport) throws Exception {
    var channel = ClusterTransport.class.getDeclaredField("channel");
    channel.setAccessible(true);
    return ((JChannel) channel.get(transport)).getProtocolStack();
  }

  private static JChannel join(
      InetSocketAddress bind, List<InetSocketAddress> peers, Consumer<Object> consumer)
      throws Exception {
    var receiver =
        new Receiver() {
          @Override
          public void receive(Message message) {
            consumer.accept(message.getObject());
          }
        };
    var channel = new JChannel(ClusterStack.of(bind, peers, null)).receiver(receiver);
    channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
    return channel.connect("chat");
  }

  private static InetSocketAddress freePort() {
    return new InetSocketAddress("127.0.0.1", TestCluster.freePort());
  }
}
