package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tcplessons.http.Status.METHOD_NOT_ALLOWED;
import static tcplessons.http.Status.NOT_IMPLEMENTED;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tcplessons.http.Fields.Field;

/**
 * A response without Date, Connection and Content-Length: {@link ResponseWriter} adds these fields
 * to every response.
 */
record Response(Status status, List<Field> fields, Body body) {

  static final String TEXT = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  /** RFC 9110 section 9.3, and PATCH: RFC 5789. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH");

  /** The content: RFC 9110 section 6.4. */
  sealed interface Body extends Closeable {

    long length();

    /** Called when the response has been sent, or has failed. */
    @Override
    default void close() throws IOException {}

    /** Bytes in memory. */
    record Bytes(byte[] bytes) implements Body {
      @Override
      public long length() {
        return bytes.length;
      }
    }

    /** A part of an open file, which is read while it is sent. */
    record FilePart(SeekableByteChannel file, long from, long length) implements Body {
      @Override
      public void close() throws IOException {
        file.close();
      }
    }
  }

  static Response of(Status status, String type, Body body) {
    return new Response(status, List.of(new Field("Content-Type", type)), body);
  }

  static Response of(Status status, String type, byte[] body) {
    return of(status, type, new Body.Bytes(body));
  }

  /** One line of text with the status and the reason. */
  static Response error(Status status, String reason) {
    return of(status, TEXT, (status + ": " + reason + "\n").getBytes(UTF_8));
  }

  /** For a resource that has no other methods: RFC 9110 sections 15.5.6 and 15.6.2. */
  static Response getAndHeadOnly(Request request) {
    return METHODS.contains(request.method())
        ? error(METHOD_NOT_ALLOWED, "GET and HEAD only").with("Allow", "GET, HEAD")
        : error(NOT_IMPLEMENTED, "GET and HEAD only");
  }

  /**
   * The same response with one more field.
   *
   * @throws IllegalArgumentException if the value has a line end or another control character: text
   *     of a client could add fields to the response, or a second response
   */
  Response with(String name, String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(name + " has a character that no field may have");
    }
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Response(status, List.copyOf(more), body);
  }
}
