package tcplessons.docs.kit;

/** A program or a right that is needed is missing. The message names it, in one line. */
public final class MissingToolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MissingToolException(String message) {
    super(message);
  }
}
