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
      int end = Grammar.lineEnd(bytes, start, to);
      if (end == -1) {
        checkUnfinished(bytes, start, to); // <1>
        return new Incomplete<>();
      }
      var line = requestLine(bytes, start, end);
      return switch (fieldParser.parse(bytes, end + 2, to)) {
        case Complete<Fields>(Fields fields, int taken) -> {
          var head = Head.of(line.method, line.target, line.minor, fields, limits); // <2>
          yield new Complete<>(head, end + 2 + taken - from);
        }
        case Incomplete<Fields>() -> new Incomplete<>();
        case Malformed<Fields>(Status status, String why) -> new Malformed<>(status, why);
      };
    } catch (Refused e) {
      return new Malformed<>(e.status(), e.getMessage()); // <3>
    }
  }

  // end::parse[]

  /** One empty line may precede a request, left over from an old client's body: section 2.2. */
  private static int emptyLine(byte[] bytes, int from, int to) {
    return to - from >= 2 && bytes[from] == '\r' && bytes[from + 1] == '\n' ? 2 : 0;
  }

  private record Line(String method, String target, int minor) {}

  /** {@code method SP request-target SP HTTP-version}, with single spaces: section 3. */
  // tag::line[]
  private Line requestLine(byte[] bytes, int from, int end) throws Refused {
    int space = method(bytes, from, end);
    int second = target(bytes, space + 1, end);
    var method = new String(bytes, from, space - from, ISO_8859_1);
    var target = new String(bytes, space + 1, second - space - 1, ISO_8859_1);
    int minor = minor(bytes, second + 1, end);
    checkForm(method, target);
    return new Line(method, target, minor);
  }

  // end::line[]

  /** The index of the space behind the method. */
  private static int method(byte[] bytes, int from, int end) throws Refused {
    int at = from;
    while (at < end && Grammar.isToken(bytes[at])) {
      at++;
    }
    if (at - from > METHOD_BYTES) {
      throw new Refused(NOT_IMPLEMENTED, "a method of more than " + METHOD_BYTES + " bytes");
    }
    if (at == from || at == end || bytes[at] != ' ') {
      throw Refused.malformed("a request line without a method and a space");
    }
    return at;
  }

  /** The index of the space behind the target, whose bytes are all visible ASCII characters. */
  private int target(byte[] bytes, int from, int end) throws Refused {
    int at = from;
    while (at < end && bytes[at] > ' ') {
      at++;
    }
    if (at - from > limits.targetBytes()) {
      throw new Refused(URI_TOO_LONG, "a target of more than " + limits.targetBytes() + " bytes");
    }
    if (at == from || at == end || bytes[at] != ' ') {
      throw Refused.malformed("a request line without a target and a version");
    }
    return at;
  }

  /** {@code HTTP/1.0} or {@code HTTP/1.1}; later minors are understood as that: section 2.3. */
  private static int minor(byte[] bytes, int from, int end) throws Refused {
    var version = new String(bytes, from, Math.min(end - from, VERSION_BYTES + 1), ISO_8859_1);
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

  /** A line that is too long already need not be waited for. */
  private void checkUnfinished(byte[] bytes, int from, int to) throws Refused {
    int at = from;
    while (at < to && Grammar.isToken(bytes[at])) {
      at++;
    }
    if (at < to && bytes[at] != ' ' && bytes[at] != '\r' || at - from > METHOD_BYTES) {
      method(bytes, from, to);
    }
    if (to - at > limits.targetBytes() + " HTTP/1.1\r".length() + 1) {
      throw new Refused(URI_TOO_LONG, "a target of more than " + limits.targetBytes() + " bytes");
    }
  }
}
