package tcplessons.http;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;

/** The faults of the original's response, in the order in which they are applied to it. */
@RequiredArgsConstructor
enum Fault {
  /** Every line is indented as it is in the source. */
  INDENT(message -> message.lines().map(line -> " ".repeat(12) + line).collect(joining("\r\n"))),

  /** The template literal begins with a newline. */
  LEADING_NEWLINE(message -> "\n" + message),

  /** Content-Length is the original's 1573 instead of the body's length. */
  WRONG_LENGTH(message -> message.replaceFirst("Content-Length: \\d+", "Content-Length: 1573")),

  /** Nothing separates the head from the body. */
  MISSING_BLANK_LINE(message -> message.replaceFirst("\r\n\r\n", "\r\n")),

  /** The Date field has the original's note instead of a date. */
  PLACEHOLDER_DATE(message -> message.replaceFirst("Date: [^\r]*", "Date: Mon ~")),

  /** Lines end in LF instead of CRLF. */
  BARE_LF(message -> message.replace("\r\n", "\n")),

  /** The original's first response to a browser, which is not HTTP. */
  NOT_HTTP(_ -> "test");

  private final UnaryOperator<String> change;

  String applyTo(String message) {
    return change.apply(message);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
