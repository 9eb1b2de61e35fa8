package tcplessons.docs.runs;

/** Something that a run is played with is not installed. The message says what, in one line. */
final class MissingTool extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingTool(String message) {
    super(message);
  }
}
