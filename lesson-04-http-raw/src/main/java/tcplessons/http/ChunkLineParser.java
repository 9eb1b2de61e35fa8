package tcplessons.http;

import static tcplessons.http.Status.CONTENT_TOO_LARGE;

import lombok.RequiredArgsConstructor;
import tcplessons.http.Parsed.Complete;
import tcplessons.http.Parsed.Incomplete;
import tcplessons.http.Parsed.Malformed;

/**
 * The line before each chunk: its size in hexadecimal digits, and extensions, which nobody has
 * defined and everybody ignores: RFC 9112 section 7.1.
 */
@RequiredArgsConstructor
final class ChunkLineParser {

  /** Long.MAX_VALUE has as many. */
  private static final int DIGITS = 16;

  private final Limits limits;

  Parsed<Long> parse(byte[] bytes, int from, int to) {
    try {
      int end = Grammar.lineEnd(bytes, from, to);
      if ((end == -1 ? to : end) - from > limits.chunkLineBytes()) {
        throw Refused.malformed("a chunk's first line is too long");
      }
      if (end == -1) {
        return new Incomplete<>();
      }
      return new Complete<>(size(bytes, from, end), end + 2 - from);
    } catch (Refused e) {
      return new Malformed<>(e.status(), e.getMessage());
    }
  }

  // tag::size[]
  private long size(byte[] bytes, int from, int end) throws Refused {
    long size = 0;
    int at = from;
    for (; at < end && Character.digit(bytes[at], 16) != -1; at++) {
      size = size << 4 | Character.digit(bytes[at], 16);
    }
    if (at == from || at - from > DIGITS || size < 0) { // <1>
      throw Refused.malformed("a chunk without a size");
    }
    int blanks = at;
    while (at < end && Grammar.isBlank(bytes[at])) {
      at++;
    }
    if (at == end ? blanks != end : bytes[at] != ';') { // <2>
      throw Refused.malformed("something behind a chunk's size");
    }
    if (size > limits.bodyBytes()) {
      throw new Refused(CONTENT_TOO_LARGE, "a body of more than " + limits.bodyBytes() + " bytes");
    }
    return size;
  }
  // end::size[]
}
