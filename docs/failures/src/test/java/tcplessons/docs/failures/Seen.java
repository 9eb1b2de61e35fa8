package tcplessons.docs.failures;

/**
 * What a program said when it failed.
 *
 * @param name the exception's class, Node's code, curl's exit code or Chromium's error
 * @param text its message or, of Chromium, the heading of its page; null if there is none
 */
record Seen(String name, String text) {

  /** The same with PORT and N in place of ports and other numbers that differ each time. */
  Seen at(int port) {
    return new Seen(
        name,
        text == null
            ? null
            : text.replaceAll("\\b" + port + "\\b", "PORT")
                .replaceAll("\\b\\d+ (ms|milliseconds)\\b", "N $1")
                .replaceAll("\\b[0-9A-F]{16}:error", "N:error")
                .replaceAll("\\bOpenSSL/[\\d.]+", "OpenSSL/N"));
  }
}
