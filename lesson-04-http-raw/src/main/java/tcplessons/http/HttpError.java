package tcplessons.http;

import lombok.Getter;
import lombok.experimental.Accessors;

/** A request that gets an error response: its status, RFC 9110 section 15, and the reason. */
@Getter
@Accessors(fluent = true)
final class HttpError extends Exception {

  private static final long serialVersionUID = 1;

  private final Status status;

  /**
   * @param reason for the log and the client; it contains no bytes that the client has sent
   */
  HttpError(Status status, String reason) {
    super(reason, null, false, false); // no stack trace: it takes CPU time
    this.status = status;
  }

  /** The request is against the grammar. */
  static HttpError badRequest(String reason) {
    return new HttpError(Status.BAD_REQUEST, reason);
  }
}
