import java.time.Duration;
import tcplessons.grader.ServerChecks;

/** A line has a time of its own, and no byte makes it longer. */
final class DeadlineChecks extends ServerChecks {

  private static final Duration TIME = Duration.ofMillis(600);

  /** Less than this lies between two steps of the grader. */
  private static final Duration HALF = TIME.dividedBy(2);

  private static final Duration PAUSE = TIME.dividedBy(8);
  private static final int LINES = 10;

  /** A slow client sends until three times the time has passed. */
  private static final int DRIPS = 3 * 8;

  /** Timers of some runtimes are a little early. */
  private static final Duration EARLIEST = TIME.minus(TIME.dividedBy(10));

  private static final String IN_TIME = "a line must be complete in time";
  private static final String NOT_EARLY = "not closed before the time has passed";

  @Override
  protected void checks() {
    arguments("" + TIME.toMillis());

    check(
        "a line in pieces",
        () -> {
          punctual(HALF);
          var peer = connect();
          peer.send("ki");
          peer.send("wi\n");
          peer.expect("kiwi\n");
        });

    check(
        "a client that sends nothing",
        peer -> {
          patience(TIME);
          peer.expectClosed(IN_TIME);
          peer.that(elapsed().compareTo(EARLIEST) > 0, NOT_EARLY);
        });

    check(
        "a byte at a time",
        () -> {
          punctual(HALF);
          var peer = connect();
          peer.drip("a", PAUSE, DRIPS, IN_TIME);
          peer.that(elapsed().compareTo(EARLIEST) > 0, NOT_EARLY);
          peer.expectRelease();
        });

    check(
        "several lines",
        () -> {
          punctual(HALF);
          var peer = connect();
          for (int i = 0; i < LINES; i++) {
            var line = word() + "\n";
            punctual(HALF);
            peer.send(line);
            peer.expect(line);
            idle(PAUSE);
          }
        });

    check(
        "the line after a line",
        () -> {
          punctual(HALF);
          var peer = connect();
          peer.send("kiwi\nplu");
          peer.expect("kiwi\n");
          peer.drip("u", PAUSE, DRIPS, IN_TIME);
        });

    check(
        "two clients",
        () -> {
          punctual(HALF);
          connect();
          var peer = connect();
          var line = word() + "\n";
          peer.send(line);
          peer.expectAtOnce(line);
        });
  }
}
