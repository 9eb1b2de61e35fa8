package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tcplessons.http.Fields.Field;

/**
 * An answer, but for what every answer has: Date, Connection and Content-Length are the {@link
 * ResponseWriter}'s.
 */
record Response(Status status, List<Field> fields, Body body) {

  static final String TEXT = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  /** What follows the head. */
  sealed interface Body {

    long length();

    /** In memory already. */
    record Bytes(byte[] bytes) implements Body {
      @Override
      public long length() {
        return bytes.length;
      }
    }

    /** Read from a file while it is sent. */
    record Part(Path file, long from, long length) implements Body {}
  }

  static Response of(Status status, String type, Body body) {
    return new Response(status, List.of(new Field("Content-Type", type)), body);
  }

  static Response of(Status status, String type, byte[] body) {
    return of(status, type, new Body.Bytes(body));
  }

  /** One line of text that says what is wrong. */
  static Response error(Status status, String why) {
    return of(status, TEXT, (status + ": " + why + "\n").getBytes(UTF_8));
  }

  /** With one more field, whose value must be one line: nobody may write lines of his own here. */
  Response with(String name, String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(name + " has a character that no field may have");
    }
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Response(status, List.copyOf(more), body);
  }
}
