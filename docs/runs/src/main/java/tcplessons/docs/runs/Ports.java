package tcplessons.docs.runs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntBinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/**
 * The documented ports, which scenarios and recorded runs use, and the free ports that replace them
 * on the host's loopback. In a network namespace the two are the same.
 */
@RequiredArgsConstructor
final class Ports {

  private static final Pattern LISTENING =
      Pattern.compile("(?:listen on port |http://localhost:)(\\d+)");
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");
  private static final int PORT_DIGITS_MAX = 5;

  /** Whether programs can listen on the documented ports. */
  private final boolean areFree;

  private final Map<Integer, Integer> actualByDocumented = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> documentedByActual = new ConcurrentHashMap<>();

  /**
   * The program's command with actual ports, 0 for one that the kernel is to choose.
   *
   * @param route the port to which a client connects, given a server's documented and actual port
   */
  List<String> command(Program program, IntBinaryOperator route) {
    if (areFree) {
      return program.command();
    }
    var actual = new HashMap<Integer, Integer>();
    actualByDocumented.forEach((port, replacement) -> {
      int used = names(program, port) ? route.applyAsInt(port, replacement) : replacement;
      documentedByActual.put(used, port);
      actual.put(port, used);
    });
    var documented = program.listens();
    if (documented != null) {
      actual.putIfAbsent(documented, 0);
    }
    var command = program.command().stream().map(word -> replace(word, actual));
    return documented == null || names(program, documented)
        ? command.toList()
        : Stream.concat(command, Stream.of("--port", "" + actual.get(documented))).toList();
  }

  private static boolean names(Program program, int port) {
    return program.command().stream()
        .anyMatch(word -> !replace(word, Map.of(port, 0)).equals(word));
  }

  /** A line that the program printed, with documented ports; notes the port that it listens on. */
  String documented(Program program, String line) {
    if (areFree) {
      return line;
    }
    var listening = LISTENING.matcher(line);
    if (program.listens() != null && listening.find()) {
      var actual = Integer.valueOf(listening.group(1));
      actualByDocumented.put(program.listens(), actual);
      documentedByActual.put(actual, program.listens());
    }
    return replace(line, documentedByActual);
  }

  private static String replace(String text, Map<Integer, Integer> numbers) {
    return NUMBER
        .matcher(text)
        .replaceAll(match -> {
          var number = match.group();
          var replacement =
              number.length() > PORT_DIGITS_MAX ? null : numbers.get(Integer.valueOf(number));
          return replacement == null ? number : replacement.toString();
        });
  }
}
