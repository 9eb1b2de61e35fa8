package tcplessons.http;

/** The status codes that this server sends: RFC 9110 section 15, RFC 6585 section 5. */
enum Status {
  OK(200, "OK"),
  PARTIAL_CONTENT(206, "Partial Content"),
  MOVED_PERMANENTLY(301, "Moved Permanently"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  PRECONDITION_FAILED(412, "Precondition Failed"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
  EXPECTATION_FAILED(417, "Expectation Failed"),
  MISDIRECTED_REQUEST(421, "Misdirected Request"),
  FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  SERVER_ERROR(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  private final String text;

  /**
   * @param phrase clients ignore it: RFC 9112 section 4
   */
  Status(int code, String phrase) {
    text = code + " " + phrase;
  }

  /** As in a status line: {@code 404 Not Found}. */
  @Override
  public String toString() {
    return text;
  }
}
