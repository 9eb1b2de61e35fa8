package tcplessons.docs.runs;

/** A scenario did not go as it states: what it waited for, and what was observed instead. */
final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ScenarioException(String message) {
    super(message);
  }

  /** Keeps the thread interrupted. */
  static ScenarioException interrupted() {
    Thread.currentThread().interrupt();
    return new ScenarioException("interrupted");
  }
}
