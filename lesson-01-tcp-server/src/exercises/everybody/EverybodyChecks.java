import java.util.ArrayList;
import java.util.List;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Every byte comes back, to the client that sent it. */
final class EverybodyChecks extends ServerChecks {

  private static final int CLIENTS = 20;
  private static final int BUSY_CLIENTS = 4;
  private static final int BUSY_BYTES = 4 << 20;
  private static final int BUSY_TIMES = 4;

  @Override
  protected void checks() {
    check(
        "one client",
        peer -> {
          peer.nothingComes("the client has sent nothing");
          var text = word();
          peer.send(text);
          peer.expect(text);
          peer.finish();
          peer.expectEnd();
        });

    check(
        "any bytes",
        peer -> {
          var bytes = Bytes.join(everyByte(), Bytes.utf8("한글"));
          peer.sendInPieces(bytes, 100, 157);
          peer.expect(bytes);
        });

    check(
        "an idle first client",
        idle -> {
          var second = connect();
          var text = word();
          second.send(text);
          second.expect(text);
          idle.send("here");
          idle.expect("here");
        });

    check(
        "twenty clients",
        () -> {
          var clients = new ArrayList<Connection>();
          for (int i = 0; i < CLIENTS; i++) {
            clients.add(connect());
          }
          for (int i = 0; i < CLIENTS; i++) {
            clients.get(i).send("client " + i);
          }
          for (int i = CLIENTS - 1; i >= 0; i--) {
            clients.get(i).expect("client " + i);
          }
        });

    check(
        "all at the same time",
        () -> {
          var clients = new ArrayList<Connection>();
          for (int i = 0; i < BUSY_CLIENTS; i++) {
            clients.add(connectWithoutReading());
          }
          for (int i = 0; i < BUSY_TIMES; i++) {
            // The echo to a client that does not read fills the buffers: the program waits in
            // write.
            clients.forEach(Connection::stopReading);
            send(clients);
            settle();
            clients.forEach(Connection::resumeReading);
            expectOwn(clients);
          }
        });
  }

  private static void send(List<Connection> clients) {
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).sendInBackground(letters(i));
    }
  }

  private static void expectOwn(List<Connection> clients) {
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).expect(letters(i));
    }
  }

  /** A letter of the client's own, again and again. */
  private static byte[] letters(int client) {
    return Bytes.repeat(Character.toString('a' + client), BUSY_BYTES);
  }
}
