package tcplessons.broadcast;

import static org.jgroups.Message.TransientFlag.DONT_LOOPBACK;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.logging.LogFactory;
import org.jgroups.util.ByteArray;

/**
 * Several servers are one room. JGroups says who is there and brings what is sent; {@link
 * TotalOrder} keeps it in one order for all.
 */
final class ClusterTransport implements Transport, Receiver {

  static {
    // What a learner should know of it is told here, in one line each.
    LogFactory.useNoopLogger(true);
  }

  private final String cluster;
  private final InetSocketAddress bind;
  private final PrintStream out;
  private final JChannel channel;

  private final TotalOrder order = new TotalOrder(this::deliver, this::announce);
  private final Thread sender = Thread.ofVirtual().unstarted(this::sendAll);
  private Consumer<Message> room;

  /**
   * @param cluster the servers' common name; others are not heard
   * @param bind where this server listens for the others
   * @param peers where to look for them; this server may be among them
   * @param secret what all of them must know, or null: then whoever reaches a port may join
   */
  ClusterTransport(
      String cluster,
      InetSocketAddress bind,
      List<InetSocketAddress> peers,
      String secret,
      PrintStream out)
      throws IOException {
    this.cluster = cluster;
    this.bind = bind;
    this.out = out;
    var keys = secret == null ? null : ClusterKeys.of(secret, cluster);
    try {
      channel = new JChannel(ClusterStack.of(bind, peers, keys)).name(name(bind)).receiver(this);
      // It would listen for everybody, by UDP multicast.
      channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private IOException failed(Exception e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return new IOException(
        "cannot join the cluster %s at %s: %s".formatted(cluster, name(bind), cause.getMessage()));
  }

  private static String name(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void open(Consumer<Message> room) throws IOException {
    this.room = room;
    sender.start();
    try {
      channel.connect(cluster);
    } catch (Exception e) {
      close();
      throw failed(e);
    }
  }

  @Override
  public void send(Message message) throws IOException {
    try {
      order.say(message);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** The threads that bring news must not wait, and sending may; so one thread does only that. */
  // tag::send[]
  private void sendAll() {
    try {
      while (true) {
        var next = order.next();
        channel.send(message(next)); // <1>
        if (next.parcel().isHistory()) {
          order.receive(channel.getAddress(), next.parcel()); // <2>
        }
      }
    } catch (Exception _) {
      order.close(); // we are leaving
    }
  }

  @Override
  public void receive(org.jgroups.Message message) {
    var bytes = new ByteArray(message.getArray(), message.getOffset(), message.getLength());
    try {
      if (message.dest() != null) {
        channel.send(new BytesMessage(null, bytes)); // <3>
      } else {
        order.receive(message.src(), Parcel.of(bytes)); // <4>
      }
    } catch (Exception _) {
      // we are leaving, or a stranger has sent it
    }
  }

  // end::send[]

  /**
   * A history does not come back to its sender. Nor does a list of servers, and where the two meet,
   * JGroups may keep a message that should come back, until its sender says something more.
   */
  private static org.jgroups.Message message(TotalOrder.Outgoing outgoing) throws IOException {
    var message = new BytesMessage(outgoing.to(), outgoing.parcel().toBytes());
    return outgoing.parcel().isHistory() ? message.setFlag(DONT_LOOPBACK) : message;
  }

  private void deliver(Message message) {
    room.accept(message);
  }

  // tag::view[]
  @Override
  public void viewAccepted(View next) {
    out.println("cluster " + cluster + ": " + names(next.getMembers()));
    order.change(next);
  }

  private void announce(View before, View next) {
    if (before == null) {
      return; // <1>
    }
    View.newMembers(before, next).forEach(server -> tell("* server " + server + " joined"));
    View.leftMembers(before, next).forEach(server -> tell("* server " + server + " left"));
    if (next instanceof MergeView) { // <2>
      tell("* together again: " + names(next.getMembers()));
    }
  }

  // end::view[]

  private void tell(String line) {
    room.accept(new Message(Message.SERVER, line));
  }

  private static String names(List<Address> members) {
    return members.stream().map(Address::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String suffix() {
    return "@" + name(bind);
  }

  /** Leaves: the others hear of it at once. */
  @Override
  public void close() {
    order.close();
    sender.interrupt();
    channel.close();
  }
}
