package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A text of the command line in which {@code \r}, {@code \n}, {@code \t} and {@code \xFF} stand for
 * bytes, as in printf(1), and {@code \\} for a backslash.
 *
 * @param bytes the text in UTF-8, with these bytes
 */
record EscapedText(byte[] bytes) {

  private static final Pattern PART = Pattern.compile("[^\\\\]+|\\\\(?:[rnt\\\\]|x\\p{XDigit}{2})");

  static EscapedText parse(String text) {
    var bytes = new ByteArrayOutputStream();
    var part = PART.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      bytes.writeBytes(bytesOf(part.group()));
      end = part.end();
    }
    if (end < text.length()) {
      throw new TypeConversionException(
          "'%s' has an unknown escape; known are \\r, \\n, \\t, \\\\ and \\xFF".formatted(text));
    }
    return new EscapedText(bytes.toByteArray());
  }

  private static byte[] bytesOf(String part) {
    return switch (part) {
      case "\\r" -> new byte[] {'\r'};
      case "\\n" -> new byte[] {'\n'};
      case "\\t" -> new byte[] {'\t'};
      case "\\\\" -> new byte[] {'\\'};
      default ->
          part.startsWith("\\x")
              ? new byte[] {(byte) Integer.parseInt(part.substring(2), 16)}
              : part.getBytes(UTF_8);
    };
  }

  static final class Converter implements ITypeConverter<EscapedText> {
    @Override
    public EscapedText convert(String value) {
      return parse(value);
    }
  }
}
