package tcplessons.binary;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Frames to a stream, gathered in one buffer: length and payload leave together. */
final class FrameOutput {

  private static final int CAPACITY = 64 * 1024;

  private final OutputStream out;
  private final FrameWriter writer;
  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);

  FrameOutput(OutputStream out, FrameWriter writer) {
    this.out = out;
    this.writer = writer;
  }

  /** Takes a payload; it is on its way at the latest after {@link #flush()}. */
  // tag::write[]
  void write(ByteBuffer payload) throws IOException {
    if (FrameReader.HEADER + payload.remaining() > buffer.remaining()) {
      flush();
    }
    writer.writeLength(payload, buffer);
    while (payload.remaining() > buffer.remaining()) { // <1>
      int count = buffer.remaining();
      buffer.put(payload.slice(payload.position(), count));
      payload.position(payload.position() + count);
      flush();
    }
    buffer.put(payload);
  }

  void flush() throws IOException {
    if (buffer.position() > 0) {
      out.write(buffer.array(), 0, buffer.position()); // <2>
      buffer.clear();
    }
  }
  // end::write[]
}
