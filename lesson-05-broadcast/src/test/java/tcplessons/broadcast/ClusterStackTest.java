package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ClusterStackTest {

  /** Longer than until the first reminder, and not so long that it seems dead. */
  private static final Duration DEAF = Duration.ofSeconds(3);

  /** Less than STABLE waits on average, 20 s. */
  private static final Duration SOON = Duration.ofSeconds(6);

  /** Longer than a message takes to come back. */
  private static final Duration MOMENT = Duration.ofMillis(300);

  static {
    LogFactory.useNoopLogger(true);
  }

  @Test
  void a_last_message_that_is_lost_with_its_first_reminder_comes_all_the_same() throws Exception {
    var heard = new CopyOnWriteArrayList<>();
    var peers = List.of(freePort(), freePort());
    try (var speaker = joined(peers.get(0), peers, _ -> {});
        var listener = joined(peers.get(1), peers, heard::add)) {
      await().until(() -> speaker.getView().size() == 2 && listener.getView().size() == 2);
      var deaf = new DISCARD().discardAll(true);
      listener.getProtocolStack().insertProtocol(deaf, Position.ABOVE, TP.class);

      speaker.send(new ObjectMessage(null, "the last word"));

      await().during(DEAF).atMost(DEAF.multipliedBy(2)).until(heard::isEmpty);
      deaf.discardAll(false);
      await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly("the last word"));
    }
  }

  /**
   * A list of servers does not come back to its sender. If it has its number, and is not yet where
   * its sender looks for the next one when another message comes back, that one is kept.
   */
  @Test
  void servers_agree_though_one_tells_the_others_while_it_sends_them_the_new_list()
      throws Exception {
    var heard = new CopyOnWriteArrayList<>();
    var peers = List.of(freePort(), freePort());
    var quiet = new PrintStream(OutputStream.nullOutputStream());
    var first = new ClusterTransport("chat", peers.get(0), peers, null, quiet);
    var second = new ClusterTransport("chat", peers.get(1), peers, null, quiet);
    try {
      first.open(message -> heard.add(message.line()));
      first.send(new tcplessons.broadcast.Message(1, "alone"));
      await().until(() -> heard.remove("alone"));
      stackOf(first).insertProtocol(new SlowList(), Position.ABOVE, NAKACK2.class);
      second.open(_ -> {});
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(heard).singleElement().asString().endsWith(" joined"));
    } finally {
      second.close();
      first.close();
    }
  }

  /** What any thread may do: a list of servers has its number, and then nothing for a moment. */
  private static final class SlowList extends Protocol {
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

    private Message slow(Message list) {
      var slow =
          new BytesMessage(null, list.getArray(), list.getOffset(), list.getLength()) {
            @Override
            public Message putHeader(short protocol, Header header) {
              if (header instanceof NakAckHeader2) {
                numbered.countDown();
                LockSupport.parkNanos(MOMENT.toNanos());
              }
              return super.putHeader(protocol, header);
            }
          };
      list.getHeaders().forEach(slow::putHeader);
      return slow.setFlag(list.getFlags(false), false).setFlag(list.getFlags(true), true);
    }
  }

  private static ProtocolStack stackOf(ClusterTransport transport) throws Exception {
    var channel = ClusterTransport.class.getDeclaredField("channel");
    channel.setAccessible(true);
    return ((JChannel) channel.get(transport)).getProtocolStack();
  }

  private static JChannel joined(
      InetSocketAddress bind, List<InetSocketAddress> peers, Consumer<Object> ear)
      throws Exception {
    var receiver =
        new Receiver() {
          @Override
          public void receive(Message message) {
            ear.accept(message.getObject());
          }
        };
    var channel = new JChannel(ClusterStack.of(bind, peers, null)).receiver(receiver);
    channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
    return channel.connect("chat");
  }

  private static InetSocketAddress freePort() {
    return new InetSocketAddress("127.0.0.1", Cluster.freePort());
  }
}
