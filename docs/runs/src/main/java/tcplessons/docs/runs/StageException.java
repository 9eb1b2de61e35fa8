package tcplessons.docs.runs;

/** A scenario did not go as it says: what was awaited, and what was seen instead. */
final class StageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StageException(String message) {
    super(message);
  }
}
