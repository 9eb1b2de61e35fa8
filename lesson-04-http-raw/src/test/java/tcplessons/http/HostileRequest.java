package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hostile request: one file of src/test/hostile, whose README describes the format.
 *
 * @param statusCodes of the responses on the connection, in order
 * @param halfCloses whether the client sends FIN after the request
 */
record HostileRequest(
    String name, String description, List<String> statusCodes, boolean halfCloses, byte[] bytes) {

  private static final Path FOLDER = Path.of("src/test/hostile");
  private static final Pattern REPEATED = Pattern.compile("\\{([^{}]*)\\*(\\d+)\\}");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(x..|.)");

  static List<HostileRequest> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(HostileRequest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HostileRequest named(String name) {
    return read(FOLDER.resolve(name + ".txt"));
  }

  private static HostileRequest read(Path file) {
    try {
      var lines = Files.readAllLines(file, UTF_8);
      var description = lines.get(0).replaceFirst("# ", "");
      var statusCodes = List.of(lines.get(1).replaceFirst("# answers: ", "").split(" "));
      boolean halfCloses = lines.get(2).equals("# then the client ends");
      var text = String.join("", lines.subList(halfCloses ? 3 : 2, lines.size()));
      var name = file.getFileName().toString().replace(".txt", "");
      return new HostileRequest(name, description, statusCodes, halfCloses, bytes(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    var repeated = text;
    for (var match = REPEATED.matcher(repeated); match.find(); match = REPEATED.matcher(repeated)) {
      var part = match.group(1).repeat(Integer.parseInt(match.group(2)));
      repeated = repeated.substring(0, match.start()) + part + repeated.substring(match.end());
    }
    return ESCAPED
        .matcher(repeated)
        .replaceAll(match -> Matcher.quoteReplacement(unescaped(match.group(1))))
        .getBytes(ISO_8859_1);
  }

  private static String unescaped(String escape) {
    return switch (escape.charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'x' -> Character.toString(Integer.parseInt(escape.substring(1), 16));
      default -> throw new IllegalArgumentException("\\" + escape);
    };
  }

  static Stream<byte[]> inputs() {
    return all().stream().map(HostileRequest::bytes);
  }

  @Override
  public String toString() {
    return name + ": " + description;
  }
}
