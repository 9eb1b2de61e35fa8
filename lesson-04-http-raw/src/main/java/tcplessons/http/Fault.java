package tcplessons.http;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;

/** What is wrong with the original's response, in an order in which no fault hides another. */
@RequiredArgsConstructor
enum Fault {
  /** Every line is indented as it is in the source. */
  INDENT(message -> message.lines().map(line -> " ".repeat(12) + line).collect(joining("\r\n"))),

  /** The template literal begins with a newline. */
  LEADING_NEWLINE(message -> "\n" + message),

  /** Content-Length is 1573, whatever the body has. */
  WRONG_LENGTH(message -> message.replaceFirst("Content-Length: \\d+", "Content-Length: 1573")),

  /** Nothing separates the head from the body. */
  MISSING_BLANK_LINE(message -> message.replaceFirst("\r\n\r\n", "\r\n")),

  /** No date, but a note that one belongs there. */
  PLACEHOLDER_DATE(message -> message.replaceFirst("Date: [^\r]*", "Date: Mon ~")),

  /** Lines end in LF instead of CRLF. */
  BARE_LF(message -> message.replace("\r\n", "\n")),

  /** Not a response: the original's first answer to a browser. */
  NOT_HTTP(_ -> "test");

  private final UnaryOperator<String> spoiling;

  String spoil(String message) {
    return spoiling.apply(message);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
