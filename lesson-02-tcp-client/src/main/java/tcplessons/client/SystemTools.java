package tcplessons.client;

import static java.util.Locale.ROOT;

/**
 * The commands of an operating system that list sockets and addresses, for the hints in error
 * messages. Every lesson has the same copy.
 */
enum SystemTools {
  LINUX("ss -ltnp 'sport = :%d'", "ss -ltn", "ip address"),
  MACOS("lsof -nP -iTCP:%d -sTCP:LISTEN", "lsof -nP -iTCP -sTCP:LISTEN", "ifconfig"),
  WINDOWS("netstat -ano | findstr :%d", "netstat -an -p TCP", "ipconfig");

  /** AirPlay Receiver listens on 5000 and 7000 as long as it is switched on. */
  private static final String AIRPLAY =
      " (AirPlay Receiver, unless it is switched off in the system settings)";

  private final String whoListens;

  /** Lists the ports on which programs listen. */
  final String listeners;

  /** Lists the addresses of this machine. */
  final String addresses;

  SystemTools(String whoListens, String listeners, String addresses) {
    this.whoListens = whoListens;
    this.listeners = listeners;
    this.addresses = addresses;
  }

  static SystemTools ofThisSystem() {
    return of(System.getProperty("os.name"));
  }

  /**
   * @param osName as in the system property {@code os.name}
   */
  static SystemTools of(String osName) {
    var name = osName.toLowerCase(ROOT);
    return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MACOS : LINUX;
  }

  /** Shows the program that listens on a port. */
  String whoListens(int port) {
    var command = String.format(ROOT, whoListens, port);
    return this == MACOS && (port == 5000 || port == 7000) ? command + AIRPLAY : command;
  }
}
