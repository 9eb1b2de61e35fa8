package tcplessons.http;

import lombok.Getter;
import lombok.experimental.Accessors;

/** A request that is not served: the status to answer, and why. */
@Getter
@Accessors(fluent = true)
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final Status status;

  /**
   * @param why in words of our own: nothing of what the peer sent is in it
   */
  Refused(Status status, String why) {
    super(why, null, false, false); // the peer's fault: where we noticed it tells nothing
    this.status = status;
  }

  /** It is against the grammar. */
  static Refused malformed(String why) {
    return new Refused(Status.BAD_REQUEST, why);
  }
}
