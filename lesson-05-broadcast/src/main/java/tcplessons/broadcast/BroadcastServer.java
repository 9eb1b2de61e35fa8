package tcplessons.broadcast;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What one client sends goes to all others, byte for byte, and never back to it. */
final class BroadcastServer extends TcpServer {

  /** What is read at a time from somebody who says little, and most people do. */
  private static final int LEAST = 1024;

  /** What is read at most at a time; an outbox must have room for it. */
  static final int MOST = 64 * 1024;

  private final int behind;
  private final Set<Member> members = ConcurrentHashMap.newKeySet();
  private final AtomicInteger here = new AtomicInteger();

  BroadcastServer(ServerOptions options) throws IOException {
    super(options, options.listen());
    behind = options.behind();
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    try (var member = new Member(socket, behind)) { // <1>
      members.add(member);
      out.println(peer(socket) + " joined, " + here.incrementAndGet() + " here");
      try {
        var piece = new byte[LEAST];
        // Silence is no fault: whoever only listens may do so for as long as he likes.
        for (int count = member.read(piece); count != -1; count = member.read(piece)) {
          sendToOthers(member, Arrays.copyOf(piece, count)); // <2>
          if (count == LEAST) {
            piece = new byte[MOST]; // <3>
          }
        }
      } finally {
        members.remove(member); // <4>
        out.println(peer(socket) + " left, " + here.decrementAndGet() + " here");
      }
    } // <5>
  }

  private void sendToOthers(Member sender, byte[] message) {
    for (var member : members) {
      if (member != sender) {
        member.send(message); // <6>
      }
    }
    Thread.yield(); // <7>
  }

  // end::serve[]

  /** How many are connected. */
  int size() {
    return here.get();
  }
}
