package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import lombok.Locked;
import lombok.RequiredArgsConstructor;

/**
 * The guests of a chat on this server. One lock around each delivery makes all guests receive the
 * messages in the same order.
 */
@RequiredArgsConstructor
final class Room {

  /** A client of the chat. */
  final class Guest {
    private final long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final ClientConnection client;
    private volatile GuestName name;

    private Guest(ClientConnection client, GuestName name) {
      this.client = client;
      this.name = name;
    }

    String name() {
      return name.text();
    }

    /** Sends a line to this guest only. */
    void send(String line) {
      client.send(encode(line));
    }

    /** Sends a line of this guest to all others. */
    void sendToOthers(String line) throws IOException {
      transport.send(new Message(id, name + ": " + line));
    }
  }

  private final Transport transport;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Guest> guests = new ConcurrentHashMap<>();
  private int lastNumber;

  /** Connects to the other servers, if there are any. */
  void open() throws IOException {
    transport.open(this::deliver);
  }

  /** Disconnects from the other servers: nothing is sent or delivered any more. */
  void close() {
    guests.values().forEach(guest -> guest.client.stop()); // a deliver that waits for one returns
    transport.close();
  }

  /** Waits for a guest whose send queue is full, and with it the whole room, until it stalls. */
  // tag::deliver[]
  @Locked("lock")
  private void deliver(Message message) {
    var bytes = encode(message.line());
    for (var guest : guests.values()) {
      if (guest.id != message.senderId()) {
        guest.client.send(bytes);
      }
    }
  }

  // end::deliver[]

  private static byte[] encode(String line) {
    return (line + "\n").getBytes(UTF_8);
  }

  /** Gives a client a name and a welcome, and announces it to all others. */
  Guest join(ClientConnection client) throws IOException {
    var guest = add(client);
    transport.send(new Message(guest.id, "* " + guest.name + " joined"));
    return guest;
  }

  @Locked("lock")
  private Guest add(ClientConnection client) {
    var name = withSuffix("guest-" + ++lastNumber);
    while (isTaken(name)) {
      name = withSuffix("guest-" + ++lastNumber);
    }
    var guest = new Guest(client, name);
    guests.put(guest.id, guest);
    guest.send(
        "* welcome, you are %s, %d here. /name NAME changes that, /quit leaves"
            .formatted(name, guests.size()));
    return guest;
  }

  /** Removes a guest, and announces it to all others. */
  void leave(Guest guest) {
    remove(guest);
    try {
      transport.send(new Message(guest.id, "* " + guest.name + " left"));
    } catch (IOException _) {
      // The transport is closed because the server stops: all of its guests leave.
    }
  }

  @Locked("lock")
  private void remove(Guest guest) {
    guests.remove(guest.id);
  }

  /** Gives a guest another name and announces it, or sends the guest the reason why not. */
  void rename(Guest guest, String name) throws IOException {
    var oldName = guest.name;
    var newName = GuestName.of(name);
    if (!newName.isAllowed()) {
      guest.send("* " + GuestName.RULE);
    } else if (!setName(guest, withSuffix(newName.text()))) {
      guest.send("* " + newName + " is taken");
    } else {
      guest.send("* you are " + guest.name);
      transport.send(new Message(guest.id, "* " + oldName + " is now " + guest.name));
    }
  }

  @Locked("lock")
  private boolean setName(Guest guest, GuestName name) {
    boolean free = !isTaken(name) || guest.name.key().equals(name.key());
    if (free) {
      guest.name = name;
    }
    return free;
  }

  private boolean isTaken(GuestName name) {
    return guests.values().stream().anyMatch(guest -> guest.name.key().equals(name.key()));
  }

  private GuestName withSuffix(String name) {
    return GuestName.of(name + transport.nameSuffix());
  }
}
