package tcplessons.grader;

import java.util.Locale;

/**
 * How an attempt deviates in the check that fails: what recognises a mutant in it.
 *
 * @param kind of the deviation
 * @param step which expectation of the check it is, counted from 1; 0 for any
 */
public record Signature(Kind kind, int step) {

  /** The kinds of deviations. */
  public enum Kind {
    /** Something came although nothing should have come yet. */
    EARLY,
    /** Nothing came. */
    NOTHING,
    /** The beginning of the expected bytes came, and no more. */
    LESS,
    /** All expected bytes came, and more. */
    MORE,
    /** Other bytes came. */
    WRONG,
    /** As {@link #WRONG}, with U+FFFD in place of characters that were cut. */
    REPLACED,
    /** The connection was closed, with FIN or RST, before all expected bytes had come. */
    CLOSED,
    /** RST came in place of FIN. */
    RESET,
    /** The connection was not closed, or the program went on running. */
    OPEN,
    /** The program ended. */
    EXITED,
    /** The program ended with another exit code. */
    CODE,
    /** The program does not accept the connection, or does not connect. */
    UNCONNECTED,
    /** The program stopped reading. */
    UNREAD,
    /** The program ran out of memory. */
    MEMORY,
    /** A condition of the exercise's own. */
    OTHER
  }

  /** As in {@code mutants.txt}: {@code early}, or {@code early 2}. */
  static Signature parse(String text) {
    var words = text.strip().split("\\s+");
    return new Signature(
        Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
        words.length > 1 ? Integer.parseInt(words[1]) : 0);
  }

  boolean matches(Signature observed) {
    return kind == observed.kind && (step == 0 || step == observed.step);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + (step == 0 ? "" : " " + step);
  }
}
