package tcplessons.http;

import java.net.Inet6Address;
import java.util.Locale;
import java.util.Optional;

/**
 * The host and port in a Host field or in an absolute target: RFC 9110 section 4.2.
 *
 * @param host in lower case, an IPv6 address without its brackets; it may be empty
 */
record Authority(String host) {

  private static final int PORT_MAX = 65_535;

  /** Apart from letters, digits and escapes, a name consists of these: RFC 3986 section 3.2.2. */
  private static final String NAME_SIGNS = "-._~!$&'()*+,;=";

  /** Empty if the text is not valid. */
  static Optional<Authority> of(String text) {
    int colon = text.indexOf(':', text.startsWith("[") ? text.indexOf(']') : 0);
    int hostEnd = colon == -1 ? text.length() : colon;
    var host = text.substring(0, hostEnd).toLowerCase(Locale.ROOT);
    if (!isPort(text.substring(hostEnd))) {
      return Optional.empty();
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      var address = host.substring(1, host.length() - 1);
      return isIpv6(address) ? Optional.of(new Authority(address)) : Optional.empty();
    }
    return isName(host) ? Optional.of(new Authority(host)) : Optional.empty();
  }

  /** The authority of an absolute target; empty if it is not valid or has no host. */
  static Optional<Authority> ofTarget(String target) {
    var text = target.substring("http://".length()).split("[/?]", 2)[0];
    return of(text).filter(it -> !it.host.isEmpty());
  }

  /** A colon and up to five digits, or nothing. */
  private static boolean isPort(String text) {
    var digits = text.isEmpty() ? text : text.substring(1);
    return digits.length() <= 5
        && digits.chars().allMatch(Grammar::isDigit)
        && (digits.isEmpty() || Integer.parseInt(digits) <= PORT_MAX);
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          c == '%'
              ? isHexDigit(text, i + 1) && isHexDigit(text, i + 2)
              : Grammar.isDigit(c) || Grammar.isLetter(c) || NAME_SIGNS.indexOf(c) != -1;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexDigit(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) != -1;
  }

  private static boolean isIpv6(String text) {
    try {
      return text.indexOf(':') != -1
          && text.indexOf('[') == -1 // Java accepts brackets,
          && text.indexOf('%') == -1 // and a zone
          && Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
