package tcplessons.broadcast;

import java.io.IOException;
import java.net.Socket;

/** A room in which people talk by lines. */
final class ChatServer extends TcpServer {

  /** The longest line in bytes: a paragraph. Whoever sends more without an end isn't chatting. */
  static final int LIMIT = 1024;

  private final int behind;
  private final Transport transport;
  private final Room room;

  /**
   * @param transport carries what is said; closed with the server
   */
  ChatServer(ServerOptions options, Transport transport) throws IOException {
    super(options, options.listen());
    behind = options.behind();
    this.transport = transport;
    try {
      room = new Room(transport);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    try (var member = new Member(socket, behind)) {
      var guest = room.enter(member);
      out.println(peer(socket) + " is " + guest.name());
      try {
        listen(new LineReader(member, LIMIT), guest);
      } catch (LineReader.TooLongException e) {
        guest.tell("* a line has at most " + LIMIT + " bytes. Goodbye"); // <1>
        throw e;
      } finally {
        room.leave(guest);
        out.println(guest.name() + " left");
      }
    }
  }

  /** Silence is no fault: whoever only listens may do so for as long as he likes. */
  private void listen(LineReader lines, Room.Guest guest) throws IOException {
    for (var line = lines.read(); line != null; line = lines.read()) {
      var text = Printable.of(line); // <2>
      if (!text.startsWith("/")) {
        guest.say(text);
      } else if (text.startsWith("/name ")) {
        room.rename(guest, text.substring("/name ".length()).strip());
      } else if (text.equals("/quit")) {
        return;
      } else {
        guest.tell("* there is /name NAME and /quit");
      }
    }
  }

  // end::serve[]

  @Override
  public void close() throws IOException {
    transport.close();
    super.close();
  }

  /** How many are here, on this server. */
  int size() {
    return room.size();
  }
}
