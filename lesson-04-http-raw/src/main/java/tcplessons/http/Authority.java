package tcplessons.http;

import java.net.Inet6Address;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host and port in a Host field or in an absolute target: RFC 9110 section 4.2.
 *
 * @param host in lower case, an IPv6 address without its brackets; it may be empty
 */
record Authority(String host) {

  private static final int PORT_MAX = 65_535;

  /** The parts of {@code uri-host [ ":" port ]}; a percent sign begins an escape: RFC 3986. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\[(?<ipv6>[\\da-fA-F:.]+)\\]|(?<name>(?:[\\w\\-.~!$&'()*+,;=]|%[\\da-fA-F]{2})*+))"
              + "(?::(?<port>\\d{0,5}))?");

  /** Empty if the text is not valid. */
  static Optional<Authority> of(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || !isPort(match.group("port"))) {
      return Optional.empty();
    }
    var ipv6 = match.group("ipv6");
    if (ipv6 == null) {
      return Optional.of(new Authority(match.group("name").toLowerCase(Locale.ROOT)));
    }
    return isIpv6(ipv6)
        ? Optional.of(new Authority(ipv6.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** The authority of an absolute target; empty if it is not valid or has no host. */
  static Optional<Authority> ofTarget(String target) {
    var text = target.substring("http://".length()).split("[/?]", 2)[0];
    return of(text).filter(it -> !it.host.isEmpty());
  }

  private static boolean isPort(String digits) {
    return digits == null || digits.isEmpty() || Integer.parseInt(digits) <= PORT_MAX;
  }

  private static boolean isIpv6(String text) {
    try {
      return text.indexOf(':') != -1 && Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
