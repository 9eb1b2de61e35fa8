import tcplessons.grader.Bytes;
import tcplessons.grader.ServerChecks;

/** The response arrives, whatever the client still sends. */
final class LastWordChecks extends ServerChecks {

  private static final String UNFINISHED = "the client has not sent its FIN";

  @Override
  protected void checks() {
    check(
        "the response",
        peer -> {
          peer.nothingComes("the client has sent nothing");
          peer.send(word());
          peer.expect("test");
          peer.expectEnd();
        });

    check(
        "FIN at once",
        peer -> {
          peer.finish();
          peer.expectEnd();
        });

    check(
        "more after the response",
        peer -> {
          peer.send(word());
          peer.expect("test");
          peer.expectEnd();
          peer.send(word());
          peer.send(word());
          peer.send(word());
          peer.expectRead(UNFINISHED);
        });

    check(
        "256 KiB",
        peer -> {
          peer.sendInBackground(Bytes.repeat("a", 256 << 10));
          peer.expect("test");
          peer.expectEnd();
          peer.send(word());
          peer.send(word());
          peer.expectRead(UNFINISHED);
        });

    check(
        "the client's FIN",
        peer -> {
          peer.send(word());
          peer.expect("test");
          peer.expectEnd();
          peer.finish();
          peer.expectRelease();
        });
  }
}
