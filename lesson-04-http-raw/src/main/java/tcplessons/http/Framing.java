package tcplessons.http;

import static tcplessons.http.Status.CONTENT_TOO_LARGE;
import static tcplessons.http.Status.NOT_IMPLEMENTED;

import java.util.HashSet;

/** How the end of a body is found: RFC 9112 section 6. */
sealed interface Framing {

  /** The body has this many bytes. */
  record Length(int bytes) implements Framing {}

  /** The body consists of chunks; the last one has size 0, and a trailer section follows. */
  record Chunked() implements Framing {}

  /**
   * The framing that the fields specify. Contradictory fields are refused, although RFC 9112
   * section 6.3 allows to accept some of them: if a proxy and the server behind it resolve the
   * contradiction differently, a part of the body for one is the next request for the other
   * (request smuggling, section 11.2).
   */
  // tag::of[]
  static Framing of(Fields fields, int minor, Limits limits) throws HttpError {
    var codings = fields.elements("Transfer-Encoding");
    var lengths = fields.elements("Content-Length");
    if (codings.isEmpty()) {
      return new Length(length(new HashSet<>(lengths), limits)); // <1>
    }
    if (minor == 0 || !lengths.isEmpty()) {
      throw HttpError.badRequest("Transfer-Encoding in HTTP/1.0, or beside Content-Length"); // <2>
    }
    if (!codings.stream().allMatch("chunked"::equalsIgnoreCase)) {
      throw new HttpError(NOT_IMPLEMENTED, "a transfer coding other than chunked"); // <3>
    }
    if (codings.size() > 1) {
      throw HttpError.badRequest("chunked more than once");
    }
    return new Chunked();
  }

  // end::of[]

  private static int length(HashSet<String> values, Limits limits) throws HttpError {
    if (values.isEmpty()) {
      return 0; // section 6.3: without either field a request has no body
    }
    var value = values.iterator().next();
    if (values.size() > 1 || value.isEmpty() || !value.chars().allMatch(Grammar::isDigit)) {
      throw HttpError.badRequest("a Content-Length that is not one number");
    }
    try {
      long length = Long.parseLong(value);
      if (length > limits.bodyBytes) {
        throw new HttpError(
            CONTENT_TOO_LARGE, "a body of more than " + limits.bodyBytes + " bytes");
      }
      return (int) length;
    } catch (NumberFormatException _) {
      throw HttpError.badRequest("a Content-Length beyond all numbers");
    }
  }
}
