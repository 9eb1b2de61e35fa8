package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;

/** Says whatever it was given, be it too much or nonsense, while it listens, and ends. */
record Talker(byte[] words) implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    var mouth = Thread.startVirtualThread(() -> say(socket));
    var seen = Seen.until(socket, PATIENCE);
    mouth.interrupt(); // <1>
    return seen;
  }

  private void say(Socket socket) {
    try {
      socket.getOutputStream().write(words);
      socket.shutdownOutput();
    } catch (IOException _) {
      // who listens sees how it ended
    }
  }
  // end::meet[]
}
