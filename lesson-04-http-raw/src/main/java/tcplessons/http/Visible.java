package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A peer's bytes for a terminal: shown, not obeyed. */
final class Visible {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final Pattern BEHIND_LF = Pattern.compile("(?<=\n)");

  private Visible() {}

  /** Lines with their ends written as {@code \r\n}, other control characters as U+FFFD. */
  static List<String> lines(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, to - from, UTF_8);
    return Stream.of(BEHIND_LF.split(text))
        .map(line -> line.replace("\r", "\\r").replace("\n", "\\n"))
        .map(line -> CONTROL.matcher(line).replaceAll("\uFFFD"))
        .toList();
  }
}
