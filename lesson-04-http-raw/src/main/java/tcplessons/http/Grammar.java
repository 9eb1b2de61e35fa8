package tcplessons.http;

/** The letters and lines that all of HTTP's grammar is made of. */
final class Grammar {

  private static final boolean[] TOKEN = new boolean[128];

  static {
    var others = "!#$%&'*+-.^_`|~";
    for (char c = '!'; c < TOKEN.length; c++) {
      TOKEN[c] = isDigit(c) || isLetter(c) || others.indexOf(c) != -1;
    }
  }

  private Grammar() {}

  /** What methods and field names are made of: tchar, RFC 9110 section 5.6.2. */
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

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /**
   * Where the line that starts at {@code from} ends: the index of the CR of its CRLF, or -1 if that
   * has not come yet. RFC 9112 section 2.2 allows to read a bare LF as a line's end. We do not:
   * where two servers in a row read it differently, one request becomes two.
   *
   * @throws Refused for a bare CR or LF, and for any other control character but the tab
   */
  static int lineEnd(byte[] bytes, int from, int to) throws Refused {
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c >= ' ' && c != 0x7f || c < 0 || c == '\t') {
        continue;
      }
      if (c == '\n') {
        throw Refused.malformed("a line ends in LF alone");
      }
      if (c != '\r') {
        throw Refused.malformed("a control character");
      }
      if (i + 1 == to) {
        return -1;
      }
      if (bytes[i + 1] != '\n') {
        throw Refused.malformed("a CR without its LF");
      }
      return i;
    }
    return -1;
  }
}
