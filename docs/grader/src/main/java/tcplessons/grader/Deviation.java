package tcplessons.grader;

import java.util.Optional;

/** The program did not do what a check expects. */
final class Deviation extends RuntimeException {
  private static final long serialVersionUID = 1;

  final transient Signature signature;

  /** What should have happened. */
  final transient Phrase expected;

  /** What happened instead. */
  final transient Phrase observed;

  /** The byte that should not have come, if there is one. */
  final transient Optional<Place> place;

  /**
   * A byte that came.
   *
   * @param who as in the transcript
   * @param offset how many bytes have come before
   */
  record Place(String who, Event.Kind kind, long offset) {}

  Deviation(Signature signature, Phrase expected, Phrase observed) {
    this(signature, expected, observed, Optional.empty());
  }

  private Deviation(Signature signature, Phrase expected, Phrase observed, Optional<Place> place) {
    super(signature.toString(), null, false, false);
    this.signature = signature;
    this.expected = expected;
    this.observed = observed;
    this.place = place;
  }

  /** The same, and which byte shows it. */
  Deviation at(Place byteThatCame) {
    return new Deviation(signature, expected, observed, Optional.of(byteThatCame));
  }
}
