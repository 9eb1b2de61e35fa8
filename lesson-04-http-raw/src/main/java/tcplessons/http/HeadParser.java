package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static tcplessons.http.Status.NOT_IMPLEMENTED;
import static tcplessons.http.Status.URI_TOO_LONG;
import static tcplessons.http.Status.VERSION_NOT_SUPPORTED;

import tcplessons.http.ParseResult.Complete;
import tcplessons.http.ParseResult.Incomplete;
import tcplessons.http.ParseResult.Malformed;

/** Parses the request line, the field lines and the empty line: RFC 9112 sections 2 to 5. */
final class HeadParser {

  /** The longest method of the IANA registry has 17 bytes: UPDATEREDIRECTREF. */
  private static final int METHOD_BYTES_MAX = 32;

  private static final int VERSION_BYTES = "HTTP/1.1".length();

  private final Limits limits;
  private final FieldParser fieldParser;

  HeadParser(Limits limits) {
    this.limits = limits;
    fieldParser = new FieldParser(limits);
  }

  // tag::request-line[]
  ParseResult<Head> parse(byte[] bytes, int from, int to) {
    try {
      int start = from + emptyLineLength(bytes, from, to); // <1>
      int space = methodEnd(bytes, start, to); // <2>
      int second = space == -1 ? -1 : targetEnd(bytes, space + 1, to);
      int end = second == -1 ? -1 : versionEnd(bytes, second + 1, to);
      if (end == -1) {
        return new Incomplete<>(); // <3>
      }
      var method = text(bytes, start, space);
      var target = text(bytes, space + 1, second);
      int minor = minor(text(bytes, second + 1, end)); // <4>
      checkForm(method, target);
      // end::request-line[]
      // tag::field-lines[]
      return switch (fieldParser.parse(bytes, end + 2, to)) {
        case Complete<Fields>(Fields fields, int length) -> {
          var head = Head.of(method, target, minor, fields, limits); // <1>
          yield new Complete<>(head, end + 2 + length - from);
        }
        case Incomplete<Fields>() -> new Incomplete<>();
        case Malformed<Fields>(Status status, String reason) -> new Malformed<>(status, reason);
      };
    } catch (HttpError e) {
      return new Malformed<>(e); // <2>
    }
  }

  // end::field-lines[]

  /** An empty line before a request is skipped, as RFC 9112 section 2.2 recommends. */
  private static int emptyLineLength(byte[] bytes, int from, int to) {
    return to - from >= 2 && bytes[from] == '\r' && bytes[from + 1] == '\n' ? 2 : 0;
  }

  /** The method of a request that is not complete or not valid; empty if it has none. */
  static String method(byte[] bytes, int from, int to) {
    int start = from + emptyLineLength(bytes, from, to);
    try {
      int end = methodEnd(bytes, start, to);
      return end == -1 ? "" : text(bytes, start, end);
    } catch (HttpError _) {
      return "";
    }
  }

  /** The index of the space after the method, or -1 if it has not arrived. */
  // tag::method[]
  private static int methodEnd(byte[] bytes, int from, int to) throws HttpError {
    int at = from;
    while (at < to && Grammar.isToken(bytes[at])) {
      at++;
    }
    if (at - from > METHOD_BYTES_MAX) { // even if its end has not arrived
      throw new HttpError(NOT_IMPLEMENTED, "a method of more than " + METHOD_BYTES_MAX + " bytes");
    }
    if (at == to || to - from == 1 && bytes[from] == '\r') {
      return -1;
    }
    if (at == from || bytes[at] != ' ') {
      throw HttpError.badRequest("a request line without a method and a space");
    }
    return at;
  }

  // end::method[]

  /**
   * The index after the target, which consists of visible ASCII characters. Browsers send some
   * characters unescaped that RFC 3986 excludes, such as a vertical bar in a query.
   */
  private int targetEnd(byte[] bytes, int from, int to) throws HttpError {
    int at = from;
    while (at < to && bytes[at] > ' ' && bytes[at] != 0x7f) {
      at++;
    }
    if (at - from > limits.maxTargetBytes) {
      throw new HttpError(
          URI_TOO_LONG, "a target of more than " + limits.maxTargetBytes + " bytes");
    }
    if (at == to) {
      return -1;
    }
    if (at == from || bytes[at] != ' ') {
      throw HttpError.badRequest("a request line without a target and a version");
    }
    return at;
  }

  /** The index of the CRLF, or -1 if it has not arrived. */
  private static int versionEnd(byte[] bytes, int from, int to) throws HttpError {
    int end = Grammar.lineEnd(bytes, from, to);
    if ((end == -1 ? to - 1 : end) - from > VERSION_BYTES) {
      throw HttpError.badRequest("a request line that does not end in a version");
    }
    return end;
  }

  /** 0 for {@code HTTP/1.0}, 1 for 1.1 and later minor versions: RFC 9110 section 2.5. */
  private static int minor(String version) throws HttpError {
    if (version.length() != VERSION_BYTES
        || !version.startsWith("HTTP/")
        || !Grammar.isDigit(version.charAt(5))
        || version.charAt(6) != '.'
        || !Grammar.isDigit(version.charAt(7))) {
      throw HttpError.badRequest("a request line that does not end in a version");
    }
    if (version.charAt(5) != '1') {
      throw new HttpError(VERSION_NOT_SUPPORTED, "a version other than HTTP/1.0 and HTTP/1.1");
    }
    return version.charAt(7) == '0' ? 0 : 1;
  }

  /** The target has one of four forms: RFC 9112 section 3.2. */
  private static void checkForm(String method, String target) throws HttpError {
    if (method.equals("CONNECT")) {
      throw new HttpError(NOT_IMPLEMENTED, "CONNECT: this is no proxy");
    }
    boolean known =
        target.startsWith("/")
            || target.regionMatches(true, 0, "http://", 0, 7)
            || target.equals("*") && method.equals("OPTIONS");
    if (!known || target.indexOf('#') != -1) {
      throw HttpError.badRequest("a target that is neither a path nor a URL");
    }
    if (target.startsWith("h") || target.startsWith("H")) {
      Authority.ofTarget(target)
          .orElseThrow(() -> HttpError.badRequest("a URL without a valid host and port"));
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
