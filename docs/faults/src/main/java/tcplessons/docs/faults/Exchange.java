package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;

/** What a well-behaved client and a server say to each other on one connection. */
interface Exchange {

  /** The client was not served as it must be. */
  final class Wrong extends IOException {
    private static final long serialVersionUID = 1;

    /** What came instead. */
    final transient Seen seen;

    Wrong(Seen seen) {
      super("a well-behaved client saw " + seen);
      this.seen = seen;
    }
  }

  /**
   * Holds it to its end on a socket that is connected; who called it closes the socket.
   *
   * @throws Wrong if the server's bytes or its end are not what they must be
   */
  void hold(Socket socket) throws IOException;

  default Socket connect(int port) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(Peer.local(port), (int) Peer.PATIENCE.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  default void holdAt(int port) throws IOException {
    try (var socket = connect(port)) {
      hold(socket);
    }
  }

  /**
   * Says something, ends, and hears the answer to its end.
   *
   * @param hears the whole answer
   */
  record Ask(byte[] says, Hears hears) implements Exchange {
    @Override
    public void hold(Socket socket) throws IOException {
      socket.getOutputStream().write(says);
      socket.shutdownOutput();
      Exchange.expect(Seen.until(socket, Peer.PATIENCE), hears);
    }
  }

  /** Hears what the server says to its end, and says a byte after every so many. */
  record Answer(int every, Hears hears) implements Exchange {
    @Override
    public void hold(Socket socket) throws IOException {
      var heard = new StringBuilder();
      var piece = Seen.until(socket, Peer.PATIENCE, every);
      while (piece.ending() == Seen.Ending.OPEN && piece.heard().length() == every) {
        heard.append(piece.heard());
        socket.getOutputStream().write('!');
        piece = Seen.until(socket, Peer.PATIENCE, every);
      }
      heard.append(piece.heard());
      expect(new Seen(heard.toString(), piece.ending(), piece.after()), hears);
    }
  }

  /**
   * Asks whether it may go on, and does so when it is invited. Between the two the server is in the
   * middle of it for certain.
   *
   * @param invitation all that the server says before the rest has come
   * @param hears the whole answer, after the invitation
   */
  record Invited(byte[] asks, String invitation, byte[] rest, Hears hears) implements Exchange {
    @Override
    public void hold(Socket socket) throws IOException {
      begin(socket);
      end(socket);
    }

    void begin(Socket socket) throws IOException {
      socket.getOutputStream().write(asks);
      var seen = Seen.until(socket, Peer.PATIENCE, invitation.length());
      if (!seen.heard().equals(invitation)) {
        throw new Wrong(seen);
      }
    }

    void end(Socket socket) throws IOException {
      socket.getOutputStream().write(rest);
      expect(Seen.until(socket, Peer.PATIENCE), hears);
    }
  }

  /** Says nothing and hears everything, to the end. */
  record Listen(Hears hears) implements Exchange {
    @Override
    public void hold(Socket socket) throws IOException {
      expect(Seen.until(socket, Peer.PATIENCE), hears);
    }
  }

  private static void expect(Seen seen, Hears hears) throws Wrong {
    if (seen.ending() != Seen.Ending.FIN || !hears.matches(seen.heard())) {
      throw new Wrong(seen);
    }
  }
}
