package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import lombok.RequiredArgsConstructor;
import tcplessons.http.Fields.Field;
import tcplessons.http.ParseResult.Complete;
import tcplessons.http.ParseResult.Incomplete;
import tcplessons.http.ParseResult.Malformed;

/**
 * Parses field lines and the empty line after them, of a head or a trailer section: RFC 9112
 * section 5.
 */
@RequiredArgsConstructor
final class FieldParser {

  private final Limits limits;

  ParseResult<Fields> parse(byte[] bytes, int from, int to) {
    try {
      return fields(bytes, from, to);
    } catch (HttpError e) {
      return new Malformed<>(e);
    }
  }

  // tag::fields[]
  private ParseResult<Fields> fields(byte[] bytes, int from, int to) throws HttpError {
    var fields = new ArrayList<Field>();
    int at = from;
    while (true) {
      int end = Grammar.lineEnd(bytes, at, to);
      if ((end == -1 ? to : end) - from > limits.maxHeadBytes) { // <1>
        throw new HttpError(Status.FIELDS_TOO_LARGE, "more than " + limits.maxHeadBytes + " bytes");
      }
      if (end == -1) {
        return new Incomplete<>();
      }
      if (end == at) { // <2>
        return new Complete<>(new Fields(fields), end + 2 - from);
      }
      if (fields.size() == limits.maxFields) {
        throw new HttpError(Status.FIELDS_TOO_LARGE, "more than " + limits.maxFields + " fields");
      }
      fields.add(field(bytes, at, end));
      at = end + 2;
    }
  }

  // end::fields[]

  // tag::field[]
  private static Field field(byte[] bytes, int from, int end) throws HttpError {
    if (Grammar.isBlank(bytes[from])) {
      throw HttpError.badRequest("a line that begins with a blank"); // section 5.2, obs-fold
    }
    int colon = from;
    while (colon < end && Grammar.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == end || bytes[colon] != ':') { // section 5.1
      throw HttpError.badRequest("a field without a name and a colon right behind it");
    }
    int start = colon + 1;
    while (start < end && Grammar.isBlank(bytes[start])) {
      start++;
    }
    while (start < end && Grammar.isBlank(bytes[end - 1])) {
      end--;
    }
    return new Field(text(bytes, from, colon), text(bytes, start, end));
  }

  // end::field[]

  /** Values may contain bytes above 127, which have no defined meaning: RFC 9110 section 5.5. */
  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }
}
