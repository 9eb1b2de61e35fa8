package tcplessons.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file: RFC 9110 section 14.
 *
 * @param from the first byte's position
 * @param length 0 if the range that was asked for lies behind the file's end
 */
record ByteRange(long from, long length) {

  /** With 18 digits each, a number fits into a long. */
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * What a Range field asks for; empty if the whole file is to be sent. That is what a server may
   * always do (section 14.2), and what we do for several ranges at once and for what we don't know.
   */
  // tag::of[]
  static Optional<ByteRange> of(String value, long size) {
    var match = SINGLE.matcher(value);
    if (!match.matches() || match.group(1).isEmpty() && match.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (match.group(1).isEmpty()) { // <1>
      long length = Math.min(Long.parseLong(match.group(2)), size);
      return Optional.of(new ByteRange(size - length, length));
    }
    long from = Long.parseLong(match.group(1));
    long last = match.group(2).isEmpty() ? size - 1 : Long.parseLong(match.group(2));
    if (!match.group(2).isEmpty() && last < from) {
      return Optional.empty();
    }
    return Optional.of(
        new ByteRange(from, Math.max(0, Math.min(last, size - 1) - from + 1))); // <2>
  }

  // end::of[]

  /** As in Content-Range. */
  String contentRange(long size) {
    return length == 0
        ? "bytes */" + size
        : "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
