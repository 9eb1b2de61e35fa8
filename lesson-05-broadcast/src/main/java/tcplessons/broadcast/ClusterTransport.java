package tcplessons.broadcast;

import static org.jgroups.Message.TransientFlag.DONT_LOOPBACK;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.logging.LogFactory;
import org.jgroups.util.ByteArray;

/**
 * The transport of a chat on several servers. JGroups detects the other servers and sends messages
 * to them; {@link TotalOrder} puts the messages in one order.
 */
@RequiredArgsConstructor
final class ClusterTransport implements Transport, Receiver {

  static {
    // This class prints errors and views itself, one line each, instead of JGroups' log.
    LogFactory.useNoopLogger(true);
  }

  /** The name of the cluster; servers of other clusters are ignored. */
  private final String cluster;

  /** Where this server may listen for the others: the first that is free. */
  private final List<InetSocketAddress> candidates;

  /** Where to look for the others; this server may be among them. */
  private final List<InetSocketAddress> peers;

  /** The secret of all servers, or null: then every server that reaches the port may join. */
  private final String secret;

  private final PrintStream out;
  private final PrintStream err;

  /** Where it listens. */
  private InetSocketAddress bind;

  private Consumer<Message> delivery;
  private TotalOrder order;
  private JChannel channel;
  private Thread sender;
  private volatile boolean closed;

  @Override
  public void open(Consumer<Message> delivery) throws IOException {
    this.delivery = delivery;
    order = new TotalOrder(delivery, this::announceChanges);
    sender = Thread.ofVirtual().unstarted(this::sendAll);
    sender.start();
    if (!listen(secret == null ? null : ClusterKeys.of(secret, cluster))) {
      throw ClusterPorts.unavailable(candidates);
    }
  }

  /**
   * Joins the cluster with the first address to which it can bind. A probe before would be useless:
   * another server may bind to the port between the probe and the bind.
   */
  private boolean listen(ClusterKeys keys) throws IOException {
    for (var candidate : candidates) {
      bind = candidate;
      try {
        connect(keys);
        return true;
      } catch (BindException _) {
        channel.close();
      }
    }
    return false;
  }

  private void connect(ClusterKeys keys) throws IOException {
    try {
      channel = new JChannel(ClusterStack.of(bind, peers, keys)).name(name(bind)).receiver(this);
      // It would listen for UDP multicast on all addresses.
      channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
      channel.connect(cluster);
    } catch (BindException e) {
      throw e;
    } catch (Exception e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "cannot join the cluster %s at %s: %s"
              .formatted(cluster, name(bind), cause.getMessage()));
    }
  }

  private static String name(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void send(Message message) throws IOException {
    try {
      order.broadcast(message);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** In a thread of its own: sending may block, and the receiving threads of JGroups must not. */
  // tag::send[]
  private void sendAll() {
    try {
      while (true) {
        var next = order.next();
        channel.send(encode(next)); // <1>
        if (next.message().isHistory()) {
          order.receive(channel.getAddress(), next.message()); // <2>
        }
      }
    } catch (Throwable e) {
      order.close();
      report(e);
    }
  }

  // end::send[]

  // tag::receive[]
  @Override
  public void receive(org.jgroups.Message message) {
    try {
      var bytes = new ByteArray(message.getArray(), message.getOffset(), message.getLength());
      if (message.dest() != null) {
        channel.send(new BytesMessage(null, bytes)); // <1>
      } else {
        order.receive(message.src(), ClusterMessage.of(bytes)); // <2>
      }
    } catch (Throwable e) {
      report(e);
    }
  }

  // end::receive[]

  /**
   * Prints an error. An exception thrown to JGroups would only reach its log, which is off. After
   * {@code close()} errors are expected, because sending fails.
   */
  private void report(Throwable e) {
    if (!closed) {
      err.println("cluster " + cluster + ": " + Cli.describe(e));
    }
  }

  /**
   * A history is not looped back through JGroups: the sender passes it to {@link TotalOrder}. If a
   * loopback message is sent during a view change, JGroups may delay it until the sender sends
   * another message.
   */
  private static org.jgroups.Message encode(TotalOrder.Outgoing outgoing) throws IOException {
    var message = new BytesMessage(outgoing.destination(), outgoing.message().toBytes());
    return outgoing.message().isHistory() ? message.setFlag(DONT_LOOPBACK) : message;
  }

  // tag::view[]
  @Override
  public void viewAccepted(View next) {
    out.println("cluster " + cluster + ": " + names(next.getMembers()));
    order.changeView(next);
  }

  private void announceChanges(View previous, View next) {
    if (previous == null) {
      return; // <1>
    }
    View.newMembers(previous, next).forEach(server -> announce("* server " + server + " joined"));
    View.leftMembers(previous, next).forEach(server -> announce("* server " + server + " left"));
    if (next instanceof MergeView) { // <2>
      announce("* together again: " + names(next.getMembers()));
    }
  }

  // end::view[]

  private void announce(String line) {
    delivery.accept(new Message(Message.SERVER, line));
  }

  private static String names(List<Address> servers) {
    return servers.stream().map(Address::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String nameSuffix() {
    return "@" + name(bind);
  }

  /** Leaves the cluster; the other servers are notified at once. */
  @Override
  public void close() {
    closed = true;
    if (channel != null) {
      order.close();
      sender.interrupt();
      channel.close();
    }
  }
}
