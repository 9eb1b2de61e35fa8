import java.time.Duration;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** A connection is idle when nothing moves in either direction. */
final class IdleChecks extends ServerChecks {

  private static final Duration TIME = Duration.ofMillis(500);

  /** The idle time ends between two dots. */
  private static final Duration INTERVAL = Duration.ofMillis(90);

  /** Less than this lies between two steps of the grader. */
  private static final Duration HALF = TIME.dividedBy(2);

  private static final Duration PAUSE = TIME.dividedBy(8);
  private static final int TIMES = 12;

  private static final String BYE = "bye\n";
  private static final String NOT_EARLY = "not closed before the idle time has passed";

  @Override
  protected void checks() {
    arguments("" + TIME.toMillis(), "" + INTERVAL.toMillis());

    check(
        "three dots",
        () -> {
          punctual(HALF);
          var peer = connect();
          peer.send("3");
          expectDots(peer, 3);
        });

    check(
        "an idle client",
        peer -> {
          expectBye(peer);
          peer.that(elapsed().compareTo(almost(TIME)) > 0, NOT_EARLY);
          peer.expectRelease();
        });

    check(
        "the server sends",
        () -> {
          punctual(HALF);
          var peer = connect();
          peer.send("9");
          expectDots(peer, 9);
          expectBye(peer);
          peer.that(
              elapsed().compareTo(almost(INTERVAL.multipliedBy(9).plus(TIME))) > 0, NOT_EARLY);
        });

    check(
        "the client sends",
        () -> {
          punctual(HALF);
          var peer = connect();
          for (int i = 0; i < TIMES; i++) {
            punctual(HALF);
            peer.send("x");
            idle(PAUSE);
          }
          peer.nothingComes(NOT_EARLY);
        });

    check(
        "another client sends",
        () -> {
          var idle = connect();
          var peer = connect();
          for (int i = 0; i < TIMES; i++) {
            punctual(HALF);
            peer.send("x");
            idle(PAUSE);
          }
          idle.expectAtOnce(BYE);
        });

    check(
        "FIN",
        () -> {
          punctual(HALF);
          var peer = connect();
          peer.send("x");
          peer.finish();
          peer.expectEnd();
        });
  }

  private void expectDots(Connection peer, int count) {
    for (int i = 0; i < count; i++) {
      punctual(HALF);
      peer.expect(".");
    }
  }

  private void expectBye(Connection peer) {
    punctual(TIME.multipliedBy(10)); // the program may be late
    patience(TIME);
    peer.expect(BYE);
    peer.expectEnd();
  }

  /** Timers of some runtimes are a little early. */
  private static Duration almost(Duration time) {
    return time.minus(time.dividedBy(10));
  }
}
