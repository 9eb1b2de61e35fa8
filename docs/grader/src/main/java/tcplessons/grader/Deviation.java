package tcplessons.grader;

/** The program did not do what a check expects. */
final class Deviation extends RuntimeException {
  private static final long serialVersionUID = 1;

  final transient Signature signature;

  /** What should have happened. */
  final transient Phrase expected;

  /** What happened instead. */
  final transient Phrase observed;

  Deviation(Signature signature, Phrase expected, Phrase observed) {
    super(signature.toString(), null, false, false);
    this.signature = signature;
    this.expected = expected;
    this.observed = observed;
  }
}
