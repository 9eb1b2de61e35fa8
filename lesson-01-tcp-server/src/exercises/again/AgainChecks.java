import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** One client after the other is served, however the one before has ended. */
final class AgainChecks extends ServerChecks {

  private static final int CLIENTS = 3;

  @Override
  protected void checks() {
    check(
        "one after the other",
        () -> {
          for (int i = 0; i < CLIENTS; i++) {
            isServed(connect());
            settle();
          }
        });

    check(
        "FIN at once",
        peer -> {
          peer.finish();
          peer.expectEnd();
          isServed(connect());
        });

    check(
        "RST",
        peer -> {
          var text = word();
          peer.send(text);
          peer.expect(text);
          peer.reset();
          isServed(connect());
        });
  }

  private void isServed(Connection peer) {
    var text = word();
    peer.send(text);
    peer.expect(text);
    peer.finish();
    peer.expectEnd();
  }
}
