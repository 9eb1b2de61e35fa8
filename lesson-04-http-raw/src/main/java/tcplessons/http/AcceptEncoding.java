package tcplessons.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The field Accept-Encoding: RFC 9110 section 12.5.3. */
final class AcceptEncoding {

  private AcceptEncoding() {}

  /**
   * Whether the client accepts the content coding gzip, and prefers it to the file as it is.
   * Without the field the server sends the file as it is: the client may be a program that does not
   * decode.
   */
  static boolean prefersGzip(Fields fields) {
    double gzip = quality(fields, "gzip", "x-gzip").or(() -> quality(fields, "*")).orElse(0.0);
    double identity = quality(fields, "identity").orElse(0.0);
    return gzip > 0 && gzip >= identity;
  }

  /**
   * The weight of the first element with one of these names, from 0 to 1. 0 means "not acceptable";
   * a malformed weight counts as 0: section 12.4.2.
   */
  private static Optional<Double> quality(Fields fields, String... names) {
    return fields.elements("Accept-Encoding").stream()
        .map(element -> element.toLowerCase(Locale.ROOT).split("[ \\t]*;[ \\t]*", 2))
        .filter(parts -> List.of(names).contains(parts[0]))
        .map(parts -> parts.length == 1 ? 1.0 : weight(parts[1]))
        .findFirst();
  }

  private static double weight(String parameter) {
    return parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
        ? Double.parseDouble(parameter.substring("q=".length()))
        : 0;
  }
}
