package tcplessons.grader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A response of HTTP/1.1, as a strict client reads it.
 *
 * @param fields by their names in lower case; values of the same name are joined with a comma
 */
public record HttpResponse(int status, Map<String, String> fields, byte[] body) {

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d) [\\t -~\\x80-\\xFF]*");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\t -~\\x80-\\xFF]*)");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");

  /** Without a body. Returns empty if the head is not one. */
  static Optional<HttpResponse> parse(byte[] head) {
    var lines = new String(head, ISO_8859_1).split("\r\n");
    var first = STATUS_LINE.matcher(lines[0]);
    if (!first.matches()) {
      return Optional.empty();
    }
    var fields = new TreeMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      var field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        return Optional.empty();
      }
      fields.merge(
          field.group(1).toLowerCase(Locale.ROOT),
          field.group(2).strip(),
          (one, other) -> one + ", " + other);
    }
    return Optional.of(new HttpResponse(Integer.parseInt(first.group(1)), fields, new byte[0]));
  }

  /** The value of a field, or an empty string. */
  public String field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** Its Content-Length, if it has one that is a number. */
  Optional<Integer> length() {
    var value = field("Content-Length");
    return LENGTH.matcher(value).matches()
        ? Optional.of(Integer.parseInt(value))
        : Optional.empty();
  }

  HttpResponse withBody(byte[] bytes) {
    return new HttpResponse(status, fields, bytes);
  }
}
