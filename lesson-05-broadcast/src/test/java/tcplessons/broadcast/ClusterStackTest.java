package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.Receiver;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ClusterStackTest {

  /** Longer than until the first reminder, and not so long that it seems dead. */
  private static final Duration DEAF = Duration.ofSeconds(3);

  /** Less than STABLE waits on average, 20 s. */
  private static final Duration SOON = Duration.ofSeconds(6);

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

  private static InetSocketAddress freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
    }
  }
}
