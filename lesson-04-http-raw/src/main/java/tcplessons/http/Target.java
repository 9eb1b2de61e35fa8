package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The path in a request's target as decoded segments: {@code /en/a%20b.html?q} is {@code [en, a
 * b.html]}. Each segment is the name of a folder or a file: RFC 3986 section 3.3.
 *
 * @param names decoded; none of them is empty, {@code .} or {@code ..}
 * @param isFolder whether the path ends in a slash
 */
record Target(List<String> names, boolean isFolder) {

  /**
   * @throws HttpError 400 for a percent sign without two digits, bytes that are not UTF-8, a
   *     control character, slash or backslash in a name, an empty name, and dot segments
   */
  // tag::of[]
  static Target of(String target) throws HttpError {
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

  // end::of[]

  // tag::check[]
  private static void check(String name) throws HttpError {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw HttpError.badRequest("a path with an empty name or a dot segment");
    }
    if (name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw HttpError.badRequest("a path with a character that no name has here");
    }
  }

  // end::check[]

  /**
   * The path without the query. Of an absolute URL, as proxies send it, the part after the host.
   */
  private static String path(String target) throws HttpError {
    int query = target.indexOf('?');
    var path = query == -1 ? target : target.substring(0, query);
    if (!path.startsWith("/")) {
      int slash = path.indexOf('/', "http://".length());
      path = slash == -1 ? "/" : path.substring(slash);
    }
    return path;
  }

  /** Percent-decoding, RFC 3986 section 2.1: {@code %EA%B8%80} is 글. */
  private static String decode(String segment) throws HttpError {
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
      throw HttpError.badRequest("a path that is not UTF-8");
    }
  }

  private static int escaped(String segment, int at) throws HttpError {
    int high = at + 1 < segment.length() ? Character.digit(segment.charAt(at), 16) : -1;
    int low = at + 1 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
    if (high == -1 || low == -1) {
      throw HttpError.badRequest("a percent sign without two digits");
    }
    return high << 4 | low;
  }

  /** The same path with a slash at its end, for a Location field; it begins with one slash. */
  String asFolder() {
    var path = new StringBuilder("/");
    for (var name : names) {
      path.append(URLEncoder.encode(name, UTF_8).replace("+", "%20")).append('/');
    }
    return path.toString();
  }
}
