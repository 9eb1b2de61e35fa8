package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import lombok.RequiredArgsConstructor;

/** Handles the connections of a chat: sends the lines of each client to all other clients. */
@RequiredArgsConstructor
final class ChatHandler implements TcpServer.ConnectionHandler {

  /** The length of a paragraph. A client that sends more without a line end is no chat client. */
  static final int LINE_BYTES_MAX = 1024;

  /** Some editors begin a file with it, to show that it is UTF-8: RFC 3629 section 6. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Room room;
  private final ClientLimits limits;
  private final PrintStream out;

  // tag::handle[]
  @Override
  public void handle(Socket socket) throws IOException {
    socket.setOOBInline(true); // <1>
    try (var client = ClientConnection.open(socket, limits)) {
      var guest = room.join(client);
      out.println(TcpServer.peer(socket) + " is " + guest.name());
      try {
        readLines(new LineReader(client, LINE_BYTES_MAX), guest);
      } catch (LineReader.LineTooLongException e) {
        guest.send("* a line has at most " + LINE_BYTES_MAX + " bytes. Goodbye"); // <2>
        throw e;
      } finally {
        room.leave(guest);
        out.println(guest.name() + " left");
      }
    }
  }

  // end::handle[]

  /** Without an idle timeout: a client that only receives is normal. */
  // tag::lines[]
  private void readLines(LineReader lines, Room.Guest guest) throws IOException {
    boolean first = true;
    for (var line = lines.read(); line != null; line = lines.read()) {
      var text = Printable.text(new String(line, UTF_8)); // <1>
      if (first && text.startsWith(BYTE_ORDER_MARK)) { // <2>
        text = text.substring(BYTE_ORDER_MARK.length());
      }
      first = false;
      if (!text.startsWith("/")) {
        guest.sendToOthers(text); // <3>
      } else if (text.startsWith("/name ")) {
        room.rename(guest, text.substring("/name ".length()).strip());
      } else if (text.equals("/quit")) {
        return;
      } else {
        guest.send("* there is /name NAME and /quit");
      }
    }
  }

  // end::lines[]

  /**
   * Leaves the cluster before the server closes its connections. So the other servers announce at
   * once that this server has left.
   */
  @Override
  public void stop() {
    room.close();
  }
}
