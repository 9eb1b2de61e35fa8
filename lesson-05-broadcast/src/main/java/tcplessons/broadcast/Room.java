package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import lombok.Locked;

/**
 * Who is here, and who gets what. All that is delivered passes through one lock, so that everybody
 * gets it in the same order.
 */
final class Room {

  /** Letters and digits of any script: nothing that looks like what the server itself says. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1,20}");

  /** Somebody who is here. */
  final class Guest {
    private final long number = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final Member member;
    private volatile String name;

    private Guest(Member member, String name) {
      this.member = member;
      this.name = name;
    }

    String name() {
      return name;
    }

    /** Tells this guest alone. */
    void tell(String line) {
      member.send(bytes(line));
    }

    void say(String line) throws IOException {
      transport.send(new Message(number, name + ": " + line));
    }
  }

  private final Transport transport;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Guest> guests = new HashMap<>();
  private int count;

  Room(Transport transport) throws IOException {
    this.transport = transport;
    transport.open(this::deliver);
  }

  /** The one place that decides the order. Nobody waits in it: adding to an outbox never does. */
  // tag::deliver[]
  @Locked("lock")
  private void deliver(Message message) {
    var bytes = bytes(message.line());
    for (var guest : guests.values()) {
      if (guest.number != message.from()) {
        guest.member.send(bytes);
      }
    }
  }

  // end::deliver[]

  private static byte[] bytes(String line) {
    return (line + "\n").getBytes(UTF_8);
  }

  Guest enter(Member member) throws IOException {
    var guest = add(member);
    transport.send(new Message(guest.number, "* " + guest.name + " joined"));
    return guest;
  }

  @Locked("lock")
  private Guest add(Member member) {
    String name = named("guest-" + ++count);
    while (isTaken(name)) {
      name = named("guest-" + ++count);
    }
    var guest = new Guest(member, name);
    guests.put(guest.number, guest);
    guest.tell(
        "* welcome, you are %s, %d here. /name NAME changes that, /quit leaves"
            .formatted(name, guests.size()));
    return guest;
  }

  void leave(Guest guest) throws IOException {
    remove(guest);
    transport.send(new Message(guest.number, "* " + guest.name + " left"));
  }

  @Locked("lock")
  private void remove(Guest guest) {
    guests.remove(guest.number);
  }

  /** Gives a guest another name, and tells everybody; or tells the guest why not. */
  void rename(Guest guest, String name) throws IOException {
    // One and the same name can be written in two ways, as 한 or as ㅎ, ㅏ, ㄴ.
    String wanted = Normalizer.normalize(name, Normalizer.Form.NFC);
    String before = guest.name;
    if (!NAME.matcher(wanted).matches()) {
      guest.tell("* a name has 1 to 20 letters, digits, - or _");
    } else if (!take(guest, named(wanted))) {
      guest.tell("* " + wanted + " is taken");
    } else {
      guest.tell("* you are " + guest.name);
      transport.send(new Message(guest.number, "* " + before + " is now " + guest.name));
    }
  }

  @Locked("lock")
  private boolean take(Guest guest, String name) {
    boolean free = !isTaken(name) || guest.name.equalsIgnoreCase(name);
    if (free) {
      guest.name = name;
    }
    return free;
  }

  private boolean isTaken(String name) {
    return guests.values().stream().anyMatch(guest -> guest.name.equalsIgnoreCase(name));
  }

  private String named(String name) {
    return name + transport.suffix();
  }

  /** How many are here, on this server. */
  @Locked("lock")
  int size() {
    return guests.size();
  }
}
