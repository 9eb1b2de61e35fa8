package tcplessons.binary;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes frames to a stream through one buffer, so that a length and its payload are sent with one
 * write. Two writes would be two segments, and the second could wait for the ACK of the first:
 * Nagle's algorithm, RFC 9293 section 3.7.4.
 */
final class FrameOutput {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutputStream out;
  private final FrameWriter writer;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  FrameOutput(OutputStream out, FrameWriter writer) {
    this.out = out;
    this.writer = writer;
  }

  /** Buffers a frame. It is sent when the buffer is full, or with {@link #flush()}. */
  void write(ByteBuffer payload) throws IOException {
    if (FrameReader.HEADER_BYTES + payload.remaining() > buffer.remaining()) {
      flush();
    }
    writer.writeHeader(payload, buffer);
    while (payload.remaining() > buffer.remaining()) {
      int count = buffer.remaining();
      buffer.put(payload.slice(payload.position(), count));
      payload.position(payload.position() + count);
      flush();
    }
    buffer.put(payload);
  }

  void flush() throws IOException {
    if (buffer.position() > 0) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }
}
