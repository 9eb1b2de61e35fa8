package tcplessons.http;

import static tcplessons.http.Status.EXPECTATION_FAILED;

import java.util.regex.Pattern;

/**
 * What precedes the body of a request: RFC 9112 section 3.
 *
 * @param method upper and lower case differ: RFC 9110 section 9.1
 * @param minor 0 for HTTP/1.0, else 1
 * @param framing how long the body is
 */
record Head(String method, String target, int minor, Fields fields, Framing framing) {

  /** {@code uri-host [ ":" port ]}, RFC 9110 section 7.2; it may be empty. */
  private static final Pattern HOST =
      Pattern.compile("(\\[[\\da-fA-F:.]+\\]|[\\w\\-.~!$&'()*+,;=%]*)(:\\d{0,5})?");

  /**
   * A head whose fields make sense together.
   *
   * @throws Refused if they don't
   */
  static Head of(String method, String target, int minor, Fields fields, Limits limits)
      throws Refused {
    // tag::host[]
    var hosts = fields.values("Host");
    if (hosts.size() > 1 || hosts.isEmpty() && minor > 0) { // RFC 9112 section 3.2
      throw Refused.malformed(hosts.isEmpty() ? "no Host" : "more than one Host");
    }
    // end::host[]
    if (!hosts.isEmpty() && !HOST.matcher(hosts.getFirst()).matches()) {
      throw Refused.malformed("a Host that is none");
    }
    var expected = fields.elements("Expect");
    if (minor > 0 && !expected.stream().allMatch("100-continue"::equalsIgnoreCase)) {
      throw new Refused(EXPECTATION_FAILED, "it expects what we do not know");
    }
    return new Head(method, target, minor, fields, Framing.of(fields, minor, limits));
  }

  /** Whether the client sends its body only when it is told to: RFC 9110 section 10.1.1. */
  boolean expectsContinue() {
    return minor > 0 && fields.lists("Expect", "100-continue");
  }

  /** Whether the client would like to send another request: RFC 9112 section 9.3. */
  boolean keepsAlive() {
    return !fields.lists("Connection", "close")
        && (minor > 0 || fields.lists("Connection", "keep-alive"));
  }
}
