package tcplessons.http;

import static tcplessons.http.Status.CONTENT_TOO_LARGE;
import static tcplessons.http.Status.NOT_IMPLEMENTED;

import java.util.HashSet;
import java.util.List;

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
    if (!fields.has("Transfer-Encoding")) {
      return new Length(length(fields.values("Content-Length"), limits)); // <1>
    }
    if (minor == 0 || fields.has("Content-Length")) {
      throw HttpError.badRequest("Transfer-Encoding in HTTP/1.0, or beside Content-Length"); // <2>
    }
    var codings = fields.elements("Transfer-Encoding");
    if (codings.isEmpty() || !codings.getLast().equalsIgnoreCase("chunked")) {
      throw HttpError.badRequest("a body whose last transfer coding is not chunked");
    }
    if (codings.stream().filter("chunked"::equalsIgnoreCase).count() > 1) {
      throw HttpError.badRequest("chunked more than once");
    }
    if (codings.size() > 1) {
      throw new HttpError(NOT_IMPLEMENTED, "a transfer coding other than chunked"); // <3>
    }
    return new Chunked();
  }

  // end::of[]

  /**
   * The value of Content-Length. Several fields or list elements with the same number are accepted
   * as that number; different numbers and empty elements are refused: section 6.3.
   */
  private static int length(List<String> lines, Limits limits) throws HttpError {
    if (lines.isEmpty()) {
      return 0; // section 6.3: without either field a request has no body
    }
    var values = new HashSet<String>();
    for (var line : lines) {
      for (var element : line.split(",", -1)) {
        values.add(element.strip());
      }
    }
    var value = values.iterator().next();
    if (values.size() > 1 || value.isEmpty() || !value.chars().allMatch(Grammar::isDigit)) {
      throw HttpError.badRequest("a Content-Length that is not one number");
    }
    try {
      long length = Long.parseLong(value);
      if (length > limits.maxBodyBytes) {
        throw new HttpError(
            CONTENT_TOO_LARGE, "a body of more than " + limits.maxBodyBytes + " bytes");
      }
      return (int) length;
    } catch (NumberFormatException _) {
      throw HttpError.badRequest("a Content-Length beyond all numbers");
    }
  }
}
