package tcplessons.docs.failures;

/**
 * The error that a program reports.
 *
 * @param name the exception's class, Node's error code, curl's exit code or Chromium's error
 * @param text the message or, for Chromium, the heading of its error page; null if there is none
 */
record ReportedError(String name, String text) {

  /** This error with {@code PORT} and {@code N} in place of numbers that differ in every run. */
  ReportedError normalized(int port) {
    return new ReportedError(
        name,
        text == null
            ? null
            : text.replaceAll("\\b" + port + "\\b", "PORT")
                .replaceAll("\\b\\d+ (ms|milliseconds)\\b", "N $1")
                .replaceAll("\\b[0-9A-F]{16}:error", "N:error")
                .replaceAll("\\bOpenSSL/[\\d.]+", "OpenSSL/N"));
  }
}
