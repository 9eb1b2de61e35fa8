package tcplessons.http;

import java.util.Locale;

/** The field Accept-Encoding: RFC 9110 section 12.5.3. */
final class AcceptEncoding {

  private AcceptEncoding() {}

  /**
   * Whether a response may have the content coding gzip. Without the field the server sends the
   * file as it is: the client may be a program that does not decode.
   */
  static boolean acceptsGzip(Fields fields) {
    boolean any = false;
    for (var element : fields.elements("Accept-Encoding")) {
      var parts = element.toLowerCase(Locale.ROOT).split(";", 2);
      var coding = parts[0].strip();
      boolean accepted = parts.length == 1 || isAccepted(parts[1].strip());
      if (coding.equals("gzip") || coding.equals("x-gzip")) { // takes precedence over *
        return accepted;
      }
      any |= coding.equals("*") && accepted;
    }
    return any;
  }

  /** A quality of 0 means "not acceptable", RFC 9110 section 12.4.2; so does one that is none. */
  private static boolean isAccepted(String parameter) {
    return parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
        && !parameter.matches("q=0(\\.0*)?");
  }
}
