package tcplessons.http;

import static tcplessons.http.Status.CONTENT_TOO_LARGE;
import static tcplessons.http.Status.NOT_IMPLEMENTED;

import java.util.HashSet;

/** How the end of a body is found: RFC 9112 section 6. */
sealed interface Framing {

  /** After so many bytes. */
  record Length(int bytes) implements Framing {}

  /** After a chunk of size 0, and trailers. */
  record Chunked() implements Framing {}

  /**
   * What the fields say. Where they contradict each other they are refused, although RFC 9112
   * section 6.3 allows some of it: two servers in a row may resolve a contradiction differently,
   * and then one's body is the other's next request (request smuggling, section 11.2).
   */
  // tag::of[]
  static Framing of(Fields fields, int minor, Limits limits) throws Refused {
    var codings = fields.elements("Transfer-Encoding");
    var lengths = fields.elements("Content-Length");
    if (codings.isEmpty()) {
      return new Length(length(new HashSet<>(lengths), limits)); // <1>
    }
    if (minor == 0 || !lengths.isEmpty()) {
      throw Refused.malformed("Transfer-Encoding in HTTP/1.0, or beside Content-Length"); // <2>
    }
    if (!codings.stream().allMatch("chunked"::equalsIgnoreCase)) {
      throw new Refused(NOT_IMPLEMENTED, "a transfer coding other than chunked"); // <3>
    }
    if (codings.size() > 1) {
      throw Refused.malformed("chunked more than once");
    }
    return new Chunked();
  }

  // end::of[]

  private static int length(HashSet<String> values, Limits limits) throws Refused {
    if (values.isEmpty()) {
      return 0; // section 6.3: a request that says nothing about a body has none
    }
    var value = values.iterator().next();
    if (values.size() > 1 || value.isEmpty() || !value.chars().allMatch(Grammar::isDigit)) {
      throw Refused.malformed("a Content-Length that is not one number");
    }
    try {
      long length = Long.parseLong(value);
      if (length > limits.bodyBytes()) {
        throw new Refused(
            CONTENT_TOO_LARGE, "a body of more than " + limits.bodyBytes() + " bytes");
      }
      return (int) length;
    } catch (NumberFormatException _) {
      throw Refused.malformed("a Content-Length beyond all numbers");
    }
  }
}
