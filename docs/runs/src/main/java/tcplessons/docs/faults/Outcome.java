package tcplessons.docs.faults;

import java.time.Duration;
import java.util.Optional;
import tcplessons.grader.peers.ExpectedBytes;
import tcplessons.grader.peers.PeerBytes;
import tcplessons.grader.peers.PeerResult;
import tcplessons.grader.peers.PeerResult.Ending;

/** What is specified to happen to a peer, and whether the peer's result agrees. */
sealed interface Outcome {

  ExpectedBytes NOTHING = PeerBytes.exactly("");
  ExpectedBytes ANYTHING = PeerBytes.pattern(".*");

  /** How much later than its limit something may happen on a busy machine. */
  Duration LATE_TOLERANCE = Duration.ofSeconds(10);

  /** How much earlier: server and peer start their clocks at different moments. */
  Duration EARLY_TOLERANCE = Duration.ofMillis(500);

  /** As in the matrix's file; the page's text for it is {@code survival.outcome.KEY}. */
  String key();

  /** How the peer's result differs from what is specified; empty if it does not. */
  Optional<String> violation(PeerResult result);

  /** The limit in force, as the page shows it; empty if there is none. */
  default String limit() {
    return "";
  }

  /** The peer receives exactly the expected bytes, then FIN. */
  sealed interface EndsWithFin extends Outcome {
    ExpectedBytes expected();

    @Override
    default Optional<String> violation(PeerResult result) {
      return check(result, Ending.FIN, expected());
    }
  }

  /** A response, then FIN. */
  record Answered(ExpectedBytes expected) implements EndsWithFin {
    @Override
    public String key() {
      return "answered";
    }
  }

  /** FIN without a response; at most broadcasts of other clients precede it. */
  record Closed(ExpectedBytes expected) implements EndsWithFin {
    Closed() {
      this(NOTHING);
    }

    @Override
    public String key() {
      return "closed";
    }
  }

  /** An error message, then FIN. */
  record Refused(ExpectedBytes expected) implements EndsWithFin {
    @Override
    public String key() {
      return "refused";
    }
  }

  /** The connection ends at once, with FIN or RST: a RST may destroy bytes that precede it. */
  record FinOrReset() implements Outcome {
    @Override
    public String key() {
      return "dropped";
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return result.ending() == Ending.OPEN ? Optional.of("not closed") : Optional.empty();
    }
  }

  /** RST. */
  record Reset() implements Outcome {
    @Override
    public String key() {
      return "reset";
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return check(result, Ending.RST, ANYTHING);
    }
  }

  /** A response, if any, and the connection stays open without a limit. */
  record StaysOpen(ExpectedBytes expected) implements Outcome {
    @Override
    public String key() {
      return "stays";
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return check(result, Ending.OPEN, expected);
    }
  }

  /** The server reads everything that the peer sends. */
  record Consumed() implements Outcome {
    @Override
    public String key() {
      return "taken";
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return result.blocked()
          ? Optional.of("the server does not read")
          : check(result, Ending.OPEN, NOTHING);
    }
  }

  /** The server stops reading until its response is read: backpressure. */
  record AppliesBackpressure() implements Outcome {
    @Override
    public String key() {
      return "waits";
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return result.blocked()
          ? check(result, Ending.OPEN, NOTHING)
          : Optional.of("the server still reads");
    }
  }

  /** The peer has reset the connection, and the server releases it. */
  record ReleasedAfterReset() implements Outcome {
    @Override
    public String key() {
      return "forgotten";
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return result.ending() == Ending.RST ? Optional.of("reset by the server") : Optional.empty();
    }
  }

  /**
   * The outcome when a limit is reached, and not before.
   *
   * @param limit in force, as the page shows it
   * @param time until the limit; zero if the limit is not a time
   */
  record Limited(String limit, Duration time, Outcome then) implements Outcome {
    @Override
    public String key() {
      return "limited-" + then.key();
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return timing(result).or(() -> then.violation(result));
    }

    /** Only idle time counts: a server has no limit for the time that it takes to fill buffers. */
    private Optional<String> timing(PeerResult result) {
      if (result.elapsed().compareTo(time.minus(EARLY_TOLERANCE)) < 0) {
        return Optional.of("before its limit of " + time.toMillis() + " ms");
      }
      return result.idle().compareTo(time.plus(LATE_TOLERANCE)) > 0
          ? Optional.of("long after its limit of " + time.toMillis() + " ms")
          : Optional.empty();
    }
  }

  /**
   * A response, if any, and FIN. The peer never closes, and the server closes its socket all the
   * same.
   *
   * @param limit in force, as the page shows it
   * @param time after which the server closes
   */
  record ClosedAtLimit(String limit, Duration time, ExpectedBytes expected) implements EndsWithFin {
    @Override
    public String key() {
      return "released";
    }
  }

  /** The outcome of a fault that no peer causes: it concerns the whole process. */
  record ProcessFault(Fault fault) implements Outcome {
    @Override
    public String key() {
      return switch (fault) {
        case CROWD -> "all-answered";
        case DESCRIPTORS -> "recovers";
        case SIGTERM, SIGINT -> "stops";
        default -> "listens";
      };
    }

    @Override
    public Optional<String> violation(PeerResult result) {
      return Optional.empty();
    }
  }

  private static Optional<String> check(PeerResult result, Ending ending, ExpectedBytes expected) {
    if (result.ending() != ending) {
      return Optional.of("not ended by " + ending);
    }
    return expected.matches(result.received())
        ? Optional.empty()
        : Optional.of("not these bytes: " + brief(expected.toString()));
  }

  private static String brief(String text) {
    return text.substring(0, Math.min(text.length(), 300)).replaceAll("[^ -~]", ".");
  }
}
