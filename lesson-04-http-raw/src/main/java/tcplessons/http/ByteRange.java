package tcplessons.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file: RFC 9110 section 14.
 *
 * @param from the position of its first byte
 * @param length 0 if the requested range starts after the end of the file
 */
record ByteRange(long from, long length) {

  /**
   * A list with one range; the unit may be in any case, and empty elements are ignored: sections
   * 14.1 and 5.6.1. Numbers of at most 18 digits fit into a long.
   */
  private static final Pattern SINGLE =
      Pattern.compile("(?i)bytes=(?:,[,\\t ]*+)?(\\d{0,18})-(\\d{0,18})(?:[\\t ]*+,[,\\t ]*+)?");

  /**
   * The range that a Range field requests. Empty if the field has several ranges, another unit or
   * is not valid: the server then sends the whole file, as it always may (section 14.2).
   */
  // tag::of[]
  static Optional<ByteRange> of(String value, long size) {
    var match = SINGLE.matcher(value);
    if (!match.matches() || match.group(1).isEmpty() && match.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (match.group(1).isEmpty()) { // <1>
      long length = Math.min(Long.parseLong(match.group(2)), size);
      if (size == 0 && !match.group(2).matches("0+")) {
        return Optional.empty(); // the last bytes of an empty file are the whole file
      }
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

  /** The value of Content-Range: section 14.4. */
  String contentRange(long size) {
    return length == 0
        ? "bytes */" + size
        : "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
