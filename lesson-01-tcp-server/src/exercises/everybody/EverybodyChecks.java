import java.util.ArrayList;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** Every byte comes back, to each client. */
final class EverybodyChecks extends ServerChecks {

  private static final int CLIENTS = 20;

  @Override
  protected void checks() {
    check(
        "one client",
        peer -> {
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
        "1 MiB",
        peer -> {
          var bytes = randomBytes(1 << 20);
          peer.sendInBackground(bytes);
          peer.expect(bytes);
          peer.finish();
          peer.expectEnd();
        });
  }
}
