package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The path in a request's target, as names: {@code /en/a%20b.html?q} is {@code [en, a b.html]}.
 * What comes out is one folder or file below another, and nothing else: RFC 3986 section 3.3.
 *
 * @param names decoded, none of them empty, a dot or two
 * @param isFolder whether the path ends in a slash
 */
record Target(List<String> names, boolean isFolder) {

  /**
   * @throws Refused for what no file has: an escape that is none, bytes that are no UTF-8, a NUL or
   *     another control character, a slash or backslash in a name, an empty name, dot segments
   */
  // tag::of[]
  static Target of(String target) throws Refused {
    var path = path(target);
    var names = new ArrayList<String>();
    for (var segment : path.substring(1).split("/", -1)) { // <1>
      names.add(decode(segment)); // <2>
    }
    boolean isFolder = names.getLast().isEmpty();
    if (isFolder) {
      names.removeLast();
    }
    for (var name : names) {
      check(name); // <3>
    }
    return new Target(List.copyOf(names), isFolder);
  }

  private static void check(String name) throws Refused {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw Refused.malformed("a path with an empty name or a dot segment");
    }
    if (name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw Refused.malformed("a path with a character that no name has here");
    }
  }

  // end::of[]

  /** Without the query; of a whole URL, as proxies send it, what follows the authority. */
  private static String path(String target) throws Refused {
    int query = target.indexOf('?');
    var path = query == -1 ? target : target.substring(0, query);
    if (!path.startsWith("/")) {
      int slash = path.indexOf('/', "http://".length());
      path = slash == -1 ? "/" : path.substring(slash);
    }
    return path;
  }

  /** {@code %EA%B8%80} is 글. */
  private static String decode(String segment) throws Refused {
    if (segment.indexOf('%') == -1) {
      return segment;
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) == '%') {
        bytes.write(escaped(segment, i + 1));
        i += 2;
      } else {
        bytes.write(segment.charAt(i));
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException _) {
      throw Refused.malformed("a path that is not UTF-8");
    }
  }

  private static int escaped(String segment, int at) throws Refused {
    int high = at + 1 < segment.length() ? Character.digit(segment.charAt(at), 16) : -1;
    int low = at + 1 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
    if (high == -1 || low == -1) {
      throw Refused.malformed("a percent sign without two digits");
    }
    return high << 4 | low;
  }

  /** The same path with a slash at its end, for a Location: it begins with exactly one slash. */
  String asFolder() {
    var path = new StringBuilder("/");
    for (var name : names) {
      path.append(URLEncoder.encode(name, UTF_8).replace("+", "%20")).append('/');
    }
    return path.toString();
  }
}
