package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import lombok.RequiredArgsConstructor;
import tcplessons.http.Fields.Field;
import tcplessons.http.Response.Body;

/** Writes responses: RFC 9112 section 4. Head and body of a small response are one write. */
@RequiredArgsConstructor
final class ResponseWriter {

  /** How much of a file is read and written at a time. */
  private static final int FILE_BUFFER_BYTES = 64 * 1024;

  static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private final OutputStream out;
  private final Deadline deadline;
  private final StringBuilder text = new StringBuilder(256);

  /** Sends 100 (Continue), so that the client sends the body: RFC 9110 section 15.2.1. */
  void writeContinue() throws IOException {
    deadline.forWriting(CONTINUE.length);
    out.write(CONTINUE);
  }

  /**
   * @param last whether the connection closes after this response
   * @param headOnly whether the request's method is HEAD: RFC 9110 section 9.3.2
   */
  // tag::write[]
  void write(Response response, boolean last, boolean headOnly) throws IOException {
    byte[] head = head(response, last);
    switch (response.body()) {
      case Body _ when headOnly -> send(head, head.length);
      case Body.Bytes(byte[] body) -> {
        var message = new byte[head.length + body.length]; // <1>
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        send(message, message.length);
      }
      case Body.FilePart part -> stream(head, part);
    }
  }

  // end::write[]

  // tag::head[]
  private byte[] head(Response response, boolean last) {
    text.setLength(0);
    text.append("HTTP/1.1 ").append(response.status()); // <1>
    text.append("\r\nDate: ").append(HttpDate.now());
    text.append(last ? "\r\nConnection: close" : "\r\nConnection: keep-alive");
    for (Field field : response.fields()) {
      text.append("\r\n").append(field.name()).append(": ").append(field.value());
    }
    if (response.status() != Status.NOT_MODIFIED) { // <2>
      text.append("\r\nContent-Length: ").append(response.body().length());
    }
    return text.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  // end::head[]

  /**
   * @throws EOFException if the file has become shorter than the Content-Length that was sent. The
   *     connection closes, so the client sees that the response is incomplete: RFC 9112 section 8
   */
  // tag::stream[]
  private void stream(byte[] head, Body.FilePart part) throws IOException {
    int size = (int) Math.min(FILE_BUFFER_BYTES, head.length + part.length());
    var buffer = ByteBuffer.allocate(size);
    buffer.put(head);
    part.file().position(part.from());
    long left = part.length();
    while (left > 0 || buffer.position() > 0) {
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + left));
      while (buffer.hasRemaining()) {
        int count = part.file().read(buffer); // <1>
        if (count == -1) {
          throw new EOFException("the file has become shorter while it was sent");
        }
        left -= count;
      }
      send(buffer.array(), buffer.limit()); // <2>
      buffer.clear();
    }
  }

  // end::stream[]

  private void send(byte[] bytes, int count) throws IOException {
    deadline.forWriting(count);
    out.write(bytes, 0, count);
  }
}
