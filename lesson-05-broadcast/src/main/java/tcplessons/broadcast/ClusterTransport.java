package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.logging.LogFactory;

/**
 * Several servers are one room. JGroups brings what is sent to all of them, in the order in which
 * the first of them, the coordinator, passes it on.
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

  /** Not the thread that brings the news: what it sends would wait for itself. */
  private final ExecutorService announcer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

  private Consumer<Message> room;
  private View view;

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
    try {
      channel.connect(cluster);
    } catch (Exception e) {
      close();
      throw failed(e);
    }
  }

  // tag::send[]
  @Override
  public void send(Message message) throws IOException {
    try {
      channel.send(new BytesMessage(null, message.toBytes())); // <1>
    } catch (Exception e) {
      throw new IOException("the cluster takes nothing: " + e.getMessage());
    }
  }

  @Override
  public void receive(org.jgroups.Message message) {
    room.accept(Message.of(message.getArray(), message.getOffset(), message.getLength())); // <2>
  }

  // end::send[]

  // tag::view[]
  @Override
  public void viewAccepted(View next) {
    var before = view;
    view = next;
    out.println("cluster " + cluster + ": " + names(next.getMembers()));
    boolean first = next.getCoord().equals(channel.address()); // <1>
    if (before != null && first) {
      announcer.execute(() -> announce(before, next)); // <2>
    }
  }

  private void announce(View before, View next) {
    View.newMembers(before, next).forEach(server -> tell("* server " + server + " joined"));
    View.leftMembers(before, next).forEach(server -> tell("* server " + server + " left"));
    if (next instanceof MergeView) { // <3>
      tell("* together again: " + names(next.getMembers()));
    }
  }

  // end::view[]

  private void tell(String line) {
    try {
      send(new Message(Message.SERVER, line));
    } catch (IOException _) {
      // we are leaving ourselves
    }
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
    announcer.shutdownNow();
    channel.close();
  }
}
