package tcplessons.http;

/** Characters and line ends of the HTTP grammar: RFC 9110 section 5.6 and RFC 9112 section 2.2. */
final class Grammar {

  private static final boolean[] TOKEN = new boolean[128];

  static {
    var others = "!#$%&'*+-.^_`|~";
    for (char c = '!'; c < TOKEN.length; c++) {
      TOKEN[c] = isDigit(c) || isLetter(c) || others.indexOf(c) != -1;
    }
  }

  private Grammar() {}

  /** A character of a method or a field name: tchar, RFC 9110 section 5.6.2. */
  static boolean isToken(int c) {
    return c >= 0 && c < TOKEN.length && TOKEN[c];
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Grammar::isToken);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /**
   * The end of the line that starts at {@code from}: the index of the CR of its CRLF, or -1 if that
   * has not arrived. RFC 9112 section 2.2 allows to accept a bare LF as a line end. This server
   * refuses it: if a proxy and the server behind it read it differently, one request becomes two.
   *
   * @throws HttpError for a bare CR or LF, and for any other control character except the tab
   */
  static int lineEnd(byte[] bytes, int from, int to) throws HttpError {
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c >= ' ' && c != 0x7f || c < 0 || c == '\t') {
        continue;
      }
      if (c == '\n') {
        throw HttpError.badRequest("a line ends in LF alone");
      }
      if (c != '\r') {
        throw HttpError.badRequest("a control character");
      }
      if (i + 1 == to) {
        return -1;
      }
      if (bytes[i + 1] != '\n') {
        throw HttpError.badRequest("a CR without its LF");
      }
      return i;
    }
    return -1;
  }
}
