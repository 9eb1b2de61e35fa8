package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import lombok.RequiredArgsConstructor;
import tcplessons.http.Fields.Field;
import tcplessons.http.Response.Body;

/** Puts answers on the wire: RFC 9112 section 4. Head and body of a small one leave together. */
@RequiredArgsConstructor
final class ResponseWriter {

  /** What is read from a file, and written, at a time. */
  static final int PIECE = 64 * 1024;

  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private final OutputStream out;
  private final Deadline deadline;
  private final StringBuilder text = new StringBuilder(256);

  /** RFC 9110 section 15.2.1. */
  void invite() throws IOException {
    deadline.forWriting(CONTINUE.length);
    out.write(CONTINUE);
  }

  /**
   * @param last whether the connection ends after this answer
   * @param headOnly as HEAD asks for, and 304 has it by itself
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
      case Body.Part part -> stream(head, part);
    }
  }

  private byte[] head(Response response, boolean last) {
    text.setLength(0);
    text.append("HTTP/1.1 ").append(response.status()); // <2>
    text.append("\r\nDate: ").append(HttpDate.now());
    text.append(last ? "\r\nConnection: close" : "\r\nConnection: keep-alive");
    for (Field field : response.fields()) {
      text.append("\r\n").append(field.name()).append(": ").append(field.value());
    }
    if (response.status() != Status.NOT_MODIFIED) { // <3>
      text.append("\r\nContent-Length: ").append(response.body().length());
    }
    return text.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  // end::write[]

  /**
   * @throws EOFException if the file has become shorter: the client has been promised more, and
   *     only the connection's end can tell it
   */
  // tag::stream[]
  private void stream(byte[] head, Body.Part part) throws IOException {
    try (var file = FileChannel.open(part.file())) {
      var piece = ByteBuffer.allocate((int) Math.min(PIECE, head.length + part.length()));
      piece.put(head);
      long at = part.from();
      long end = at + part.length();
      while (at < end || piece.position() > 0) {
        piece.limit((int) Math.min(piece.capacity(), piece.position() + end - at));
        while (piece.hasRemaining()) {
          int count = file.read(piece, at); // <1>
          if (count == -1) {
            throw new EOFException("the file has become shorter while it was sent");
          }
          at += count;
        }
        send(piece.array(), piece.limit()); // <2>
        piece.clear();
      }
    }
  }

  // end::stream[]

  private void send(byte[] bytes, int count) throws IOException {
    deadline.forWriting(count);
    out.write(bytes, 0, count);
  }
}
