package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static tcplessons.http.Status.NOT_IMPLEMENTED;
import static tcplessons.http.Status.URI_TOO_LONG;
import static tcplessons.http.Status.VERSION_NOT_SUPPORTED;

import tcplessons.http.Parsed.Complete;
import tcplessons.http.Parsed.Incomplete;
import tcplessons.http.Parsed.Malformed;

/** A request line, its field lines, and the empty line behind them: RFC 9112 sections 2 to 5. */
final class HeadParser {

  /** No registered method is longer than 17 (UPDATEREDIRECTREF). */
  private static final int METHOD_BYTES = 32;

  private static final int VERSION_BYTES = "HTTP/1.1".length();

  private final Limits limits;
  private final FieldParser fieldParser;

  HeadParser(Limits limits) {
    this.limits = limits;
    fieldParser = new FieldParser(limits);
  }

  // tag::parse[]
  Parsed<Head> parse(byte[] bytes, int from, int to) {
    try {
      int start = from + emptyLine(bytes, from, to);
      int space = methodEnd(bytes, start, to); // <1>
      int second = space == -1 ? -1 : targetEnd(bytes, space + 1, to);
      int end = second == -1 ? -1 : versionEnd(bytes, second + 1, to);
      if (end == -1) {
        return new Incomplete<>(); // <2>
      }
      var method = text(bytes, start, space);
      var target = text(bytes, space + 1, second);
      int minor = minor(text(bytes, second + 1, end));
      checkForm(method, target);
      return switch (fieldParser.parse(bytes, end + 2, to)) {
        case Complete<Fields>(Fields fields, int taken) -> {
          var head = Head.of(method, target, minor, fields, limits); // <3>
          yield new Complete<>(head, end + 2 + taken - from);
        }
        case Incomplete<Fields>() -> new Incomplete<>();
        case Malformed<Fields>(Status status, String why) -> new Malformed<>(status, why);
      };
    } catch (Refused e) {
      return new Malformed<>(e.status(), e.getMessage()); // <4>
    }
  }

  // end::parse[]

  /** One empty line may precede a request, left over from an old client's body: section 2.2. */
  private static int emptyLine(byte[] bytes, int from, int to) {
    return to - from >= 2 && bytes[from] == '\r' && bytes[from + 1] == '\n' ? 2 : 0;
  }

  /** Where the space behind the method is, or -1. */
  // tag::method[]
  private static int methodEnd(byte[] bytes, int from, int to) throws Refused {
    int at = from;
    while (at < to && Grammar.isToken(bytes[at])) {
      at++;
    }
    if (at - from > METHOD_BYTES) { // even if there is no end yet
      throw new Refused(NOT_IMPLEMENTED, "a method of more than " + METHOD_BYTES + " bytes");
    }
    if (at == to || to - from == 1 && bytes[from] == '\r') {
      return -1;
    }
    if (at == from || bytes[at] != ' ') {
      throw Refused.malformed("a request line without a method and a space");
    }
    return at;
  }

  // end::method[]

  /** Where the space behind the target is, or -1. A target is made of visible ASCII characters. */
  private int targetEnd(byte[] bytes, int from, int to) throws Refused {
    int at = from;
    while (at < to && bytes[at] > ' ' && bytes[at] != 0x7f) {
      at++;
    }
    if (at - from > limits.targetBytes()) {
      throw new Refused(URI_TOO_LONG, "a target of more than " + limits.targetBytes() + " bytes");
    }
    if (at == to) {
      return -1;
    }
    if (at == from || bytes[at] != ' ') {
      throw Refused.malformed("a request line without a target and a version");
    }
    return at;
  }

  /** Where the line ends, or -1. */
  private static int versionEnd(byte[] bytes, int from, int to) throws Refused {
    int end = Grammar.lineEnd(bytes, from, to);
    if ((end == -1 ? to - 1 : end) - from > VERSION_BYTES) {
      throw Refused.malformed("a request line that does not end in a version");
    }
    return end;
  }

  /** {@code HTTP/1.0} or {@code HTTP/1.1}; later minors are understood as that: section 2.3. */
  private static int minor(String version) throws Refused {
    if (version.length() != VERSION_BYTES
        || !version.startsWith("HTTP/")
        || !Grammar.isDigit(version.charAt(5))
        || version.charAt(6) != '.'
        || !Grammar.isDigit(version.charAt(7))) {
      throw Refused.malformed("a request line that does not end in a version");
    }
    if (version.charAt(5) != '1') {
      throw new Refused(VERSION_NOT_SUPPORTED, "a version other than HTTP/1.0 and HTTP/1.1");
    }
    return version.charAt(7) == '0' ? 0 : 1;
  }

  /** The four forms of a target: section 3.2. */
  private static void checkForm(String method, String target) throws Refused {
    if (method.equals("CONNECT")) {
      throw new Refused(NOT_IMPLEMENTED, "CONNECT: this is no proxy");
    }
    boolean known =
        target.startsWith("/")
            || target.regionMatches(true, 0, "http://", 0, 7)
            || target.equals("*") && method.equals("OPTIONS");
    if (!known || target.indexOf('#') != -1) {
      throw Refused.malformed("a target that is neither a path nor a URL");
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
