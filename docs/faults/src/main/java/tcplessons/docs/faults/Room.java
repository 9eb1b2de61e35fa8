package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that passes on to all what one says.
 *
 * @param greets whether it says something to whoever comes in
 */
record Room(boolean greets) {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LOOK = Duration.ofMillis(50);

  /** What well-behaved clients say to each other; nothing else looks like it. */
  private static final String PING = "ping-\\d+\n";

  /** Somebody in the room. */
  static final class Member implements AutoCloseable {
    private final Socket socket;
    private final StringBuilder heard = new StringBuilder();

    Member(Socket socket) {
      this.socket = socket;
    }

    void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Whether it has heard this by now, or does soon; what others ping does not interrupt it. */
    boolean hears(String text, Duration limit) throws IOException {
      long until = System.nanoTime() + limit.toNanos();
      var piece = new byte[64 * 1024];
      socket.setSoTimeout((int) LOOK.toMillis());
      while (!text().contains(text) && System.nanoTime() < until) {
        try {
          int count = socket.getInputStream().read(piece);
          if (count == -1) {
            return false;
          }
          heard.append(new String(piece, 0, count, ISO_8859_1));
        } catch (SocketTimeoutException _) {
          // nothing new
        }
      }
      return text().contains(text);
    }

    private String text() {
      return heard.toString();
    }

    boolean heardBetweenPings(String text, Duration limit) throws IOException {
      long until = System.nanoTime() + limit.toNanos();
      while (System.nanoTime() < until) {
        hears("\0never\0", LOOK);
        if (text().replaceAll(PING, "").contains(text)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Comes in, and returns when the room knows. */
  Member enter(int port) throws IOException {
    var member = new Member(connect(Peer.local(port)));
    if (greets) {
      require(member.hears("* welcome", Peer.PATIENCE), "no welcome");
    } else {
      try (var helper = new Member(connect(Peer.local(port)))) {
        ping(helper, member, "");
      }
    }
    return member;
  }

  /** Two members, one of whom says something that the other one hears; then both leave. */
  Exchange talk() {
    return socket -> {
      var address = (InetSocketAddress) socket.getRemoteSocketAddress();
      var one = new Member(socket);
      try (var other = new Member(connect(address))) {
        if (greets) {
          require(one.hears("* welcome", Peer.PATIENCE), "no welcome");
          require(other.hears("* welcome", Peer.PATIENCE), "no welcome");
        }
        ping(one, other, greets ? ": " : "");
        for (var member : new Member[] {one, other}) {
          member.socket.shutdownOutput();
          var seen = Seen.until(member.socket, Peer.PATIENCE);
          if (seen.ending() != Seen.Ending.FIN) {
            throw new Exchange.Wrong(seen);
          }
        }
      }
    };
  }

  /** Says without end what all others have to hear. */
  static Exchange monologue() {
    var piece = "noise ".repeat(1000).getBytes(ISO_8859_1);
    return socket -> {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          socket.getOutputStream().write(piece);
          Thread.sleep(1);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void ping(Member one, Member other, String prefix) throws IOException {
    var ping = "ping-" + COUNT.incrementAndGet() + "\n";
    for (int i = 0; i < Peer.PATIENCE.dividedBy(LOOK); i++) {
      one.say(ping);
      if (other.hears(prefix + ping, LOOK)) {
        return;
      }
    }
    throw new Exchange.Wrong(new Seen(other.text(), Seen.Ending.OPEN, Peer.PATIENCE));
  }

  private static void require(boolean condition, String complaint) throws IOException {
    if (!condition) {
      throw new IOException(complaint);
    }
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(address, (int) Peer.PATIENCE.toMillis());
    return socket;
  }
}
