package tcplessons.docs.faults;

import java.time.Duration;
import java.util.Optional;
import tcplessons.docs.faults.Seen.Ending;

/** What is specified to become of a peer, and whether that is what it saw. */
sealed interface Outcome {

  Hears NOTHING = Say.exactly("");
  Hears ANYTHING = Say.pattern(".*");

  /** As in the table's file, where it is a key of the words of each language. */
  String key();

  /** What is wrong with what the peer saw; empty if nothing is. */
  Optional<String> objection(Seen seen);

  /** The limit in force, as a reader would write it; empty if there is none. */
  default String limit() {
    return "";
  }

  /** The connection ends in order, after exactly what is to be heard. */
  sealed interface InOrder extends Outcome {
    Hears hears();

    @Override
    default Optional<String> objection(Seen seen) {
      return check(seen, Ending.FIN, hears());
    }
  }

  /** It gets exactly this, then the end in order. */
  record Answered(Hears hears) implements InOrder {
    @Override
    public String key() {
      return "answered";
    }
  }

  /** The server has nothing to say to it: it hears others at most, and the end in order. */
  record Closed(Hears hears) implements InOrder {
    Closed() {
      this(NOTHING);
    }

    @Override
    public String key() {
      return "closed";
    }
  }

  /** It is told what is wrong, and the connection ends. */
  record Refused(Hears hears) implements InOrder {
    @Override
    public String key() {
      return "refused";
    }
  }

  /** The connection ends at once, in order or not: what came may have been overtaken. */
  record Dropped() implements Outcome {
    @Override
    public String key() {
      return "dropped";
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return seen.ending() == Ending.OPEN ? Optional.of("not ended") : Optional.empty();
    }
  }

  /** The connection is broken off. */
  record Reset() implements Outcome {
    @Override
    public String key() {
      return "reset";
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return check(seen, Ending.RST, ANYTHING);
    }
  }

  /** It gets exactly this, and the connection stays for as long as it likes. */
  record Stays(Hears hears) implements Outcome {
    @Override
    public String key() {
      return "stays";
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return check(seen, Ending.OPEN, hears);
    }
  }

  /** All that it says is taken, however much that is. */
  record Taken() implements Outcome {
    @Override
    public String key() {
      return "taken";
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return seen.stuck() ? Optional.of("it is not taken") : check(seen, Ending.OPEN, NOTHING);
    }
  }

  /** The server reads no further until its answer is taken: nothing piles up. */
  record Waits() implements Outcome {
    @Override
    public String key() {
      return "waits";
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return seen.stuck() ? check(seen, Ending.OPEN, NOTHING) : Optional.of("it is not stuck");
    }
  }

  /** It has reset the connection, and the server forgets it. */
  record Forgotten() implements Outcome {
    @Override
    public String key() {
      return "forgotten";
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return seen.ending() == Ending.RST ? Optional.of("reset itself") : Optional.empty();
    }
  }

  /**
   * It is borne until the limit, and not for longer.
   *
   * @param limit in force, for readers
   * @param time the least that it takes; nothing if the limit is no time
   */
  record Limited(String limit, Duration time, Outcome then) implements Outcome {
    @Override
    public String key() {
      return "limited-" + then.key();
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return late(seen).or(() -> then.objection(seen));
    }

    /**
     * Until the kernels' buffers are full a server has no reason to object, however long it takes.
     */
    private Optional<String> late(Seen seen) {
      if (seen.after().compareTo(time.minus(EARLY)) < 0) {
        return Optional.of("before its limit of " + time.toMillis() + " ms");
      }
      return seen.still().compareTo(time.plus(SLACK)) > 0
          ? Optional.of("long after its limit of " + time.toMillis() + " ms")
          : Optional.empty();
    }
  }

  /**
   * It gets exactly this and the server's end; it never ends itself, and is let go all the same.
   *
   * @param limit in force, for readers
   * @param time after which the server lets go
   */
  record Released(String limit, Duration time, Hears hears) implements InOrder {
    @Override
    public String key() {
      return "released";
    }
  }

  /** One of those that are no peer's, but the whole process's. */
  record Process(Column column) implements Outcome {
    @Override
    public String key() {
      return switch (column) {
        case CROWD -> "all-answered";
        case DESCRIPTORS -> "recovers";
        case SIGTERM, SIGINT -> "stops";
        default -> "listens";
      };
    }

    @Override
    public Optional<String> objection(Seen seen) {
      return Optional.empty();
    }
  }

  /** How much later than its limit something may happen on a machine with much to do. */
  Duration SLACK = Duration.ofSeconds(10);

  /** Clocks are read at both ends, and by neither at once. */
  Duration EARLY = Duration.ofMillis(500);

  private static Optional<String> check(Seen seen, Ending ending, Hears hears) {
    if (seen.ending() != ending) {
      return Optional.of("not ended by " + ending);
    }
    return hears.matches(seen.heard())
        ? Optional.empty()
        : Optional.of("not these bytes: " + brief(hears.toString()));
  }

  private static String brief(String text) {
    return text.substring(0, Math.min(text.length(), 300)).replaceAll("[^ -~]", ".");
  }
}
