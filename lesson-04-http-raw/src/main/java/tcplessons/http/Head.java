package tcplessons.http;

import static tcplessons.http.Status.EXPECTATION_FAILED;

/**
 * The request line and the header fields of a request: RFC 9112 sections 3 and 5.
 *
 * @param method case-sensitive: RFC 9110 section 9.1
 * @param minor the minor version: 0 for HTTP/1.0, otherwise 1
 * @param framing how the end of the body is found
 */
record Head(String method, String target, int minor, Fields fields, Framing framing) {

  /**
   * A head whose fields are valid together.
   *
   * @throws HttpError if one of them is missing, not valid or contradicts another
   */
  static Head of(String method, String target, int minor, Fields fields, Limits limits)
      throws HttpError {
    // tag::host[]
    var hosts = fields.values("Host");
    if (hosts.size() > 1 || hosts.isEmpty() && minor > 0) { // RFC 9112 section 3.2
      throw HttpError.badRequest(hosts.isEmpty() ? "no Host" : "more than one Host");
    }
    // end::host[]
    if (!hosts.isEmpty() && Authority.of(hosts.getFirst()).isEmpty()) {
      throw HttpError.badRequest("a Host that is none");
    }
    var expected = fields.elements("Expect");
    if (minor > 0 && !expected.stream().allMatch("100-continue"::equalsIgnoreCase)) {
      throw new HttpError(EXPECTATION_FAILED, "it expects what we do not know");
    }
    return new Head(method, target, minor, fields, Framing.of(fields, minor, limits));
  }

  /**
   * The host that the client wants to reach, without its port: from an absolute target or the Host
   * field (RFC 9112 section 3.3). Empty if HTTP/1.0 names none.
   */
  String host() {
    var authority =
        target.startsWith("/") || target.equals("*")
            ? fields.single("Host").flatMap(Authority::of)
            : Authority.ofTarget(target);
    return authority.map(Authority::host).orElse("");
  }

  /** Whether the client waits for 100 (Continue) before it sends the body: RFC 9110 10.1.1. */
  boolean expectsContinue() {
    return minor > 0 && fields.hasElement("Expect", "100-continue");
  }

  /** Whether another request may follow on this connection: RFC 9112 section 9.3. */
  boolean keepsAlive() {
    return !fields.hasElement("Connection", "close")
        && (minor > 0 || fields.hasElement("Connection", "keep-alive"));
  }
}
