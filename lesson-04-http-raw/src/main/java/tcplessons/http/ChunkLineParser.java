package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static tcplessons.http.Status.CONTENT_TOO_LARGE;

import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import tcplessons.http.ParseResult.Complete;
import tcplessons.http.ParseResult.Incomplete;
import tcplessons.http.ParseResult.Malformed;

/**
 * Parses the line before each chunk: the size in hexadecimal digits, then chunk extensions, which a
 * recipient ignores if it does not know them: RFC 9112 section 7.1.
 */
@RequiredArgsConstructor
final class ChunkLineParser {

  /** {@link Long#MAX_VALUE} has this many hexadecimal digits. */
  private static final int SIZE_DIGITS_MAX = 16;

  private static final String BLANKS = "[ \\t]*+";
  private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  /**
   * {@code ;name}, {@code ;name=value} and {@code ;name="quoted value"}: section 7.1.1. A line with
   * anything else is refused, because a proxy may find its end elsewhere (request smuggling). The
   * quantifiers are possessive, so the match never backtracks.
   */
  private static final Pattern EXTENSIONS =
      Pattern.compile(
          "(?:%1$s;%1$s%2$s(?:%1$s=%1$s(?:%2$s|%3$s))?+)*+".formatted(BLANKS, TOKEN, QUOTED),
          Pattern.DOTALL);

  private final Limits limits;

  ParseResult<Long> parse(byte[] bytes, int from, int to) {
    try {
      int end = Grammar.lineEnd(bytes, from, to);
      if ((end == -1 ? to : end) - from > limits.maxChunkLineBytes) {
        throw HttpError.badRequest("a chunk's first line is too long");
      }
      if (end == -1) {
        return new Incomplete<>();
      }
      return new Complete<>(size(bytes, from, end), end + 2 - from);
    } catch (HttpError e) {
      return new Malformed<>(e);
    }
  }

  // tag::size[]
  private long size(byte[] bytes, int from, int end) throws HttpError {
    long size = 0;
    int at = from;
    for (; at < end && Character.digit(bytes[at], 16) != -1; at++) {
      size = size << 4 | Character.digit(bytes[at], 16);
    }
    if (at == from || at - from > SIZE_DIGITS_MAX || size < 0) { // <1>
      throw HttpError.badRequest("a chunk without a size");
    }
    var extensions = new String(bytes, at, end - at, ISO_8859_1);
    if (!EXTENSIONS.matcher(extensions).matches()) { // <2>
      throw HttpError.badRequest("something behind a chunk's size");
    }
    if (size > limits.maxBodyBytes) {
      throw new HttpError(
          CONTENT_TOO_LARGE, "a body of more than " + limits.maxBodyBytes + " bytes");
    }
    return size;
  }
  // end::size[]
}
