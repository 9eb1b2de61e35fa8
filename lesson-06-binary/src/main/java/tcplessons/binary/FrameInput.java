package tcplessons.binary;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads frames from a stream into one buffer, which is reused.
 *
 * <p>The buffer keeps the size of the largest frame so far until it is closed. A server on the
 * Internet would also limit the number of connections, as lesson 04 does.
 */
final class FrameInput implements AutoCloseable {

  /** Space for many small frames, so that one read() returns many. */
  private static final int INITIAL_BUFFER_BYTES = 16 * 1024;

  private final InputStream in;
  private final FrameReader reader;
  private final BufferMemory memory = new BufferMemory();
  private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BUFFER_BYTES).limit(0);
  private long count;

  FrameInput(InputStream in, FrameReader reader) {
    this.in = in;
    this.reader = reader;
  }

  /**
   * Waits for the next frame.
   *
   * @return its payload, valid until the next call; empty at EOF
   * @throws EOFException if the stream ends within a frame
   * @throws IOException if a length is malformed: then the next frame cannot be found; or if there
   *     is no memory for the frame
   */
  // tag::next[]
  Optional<ByteBuffer> next() throws IOException {
    while (true) {
      switch (reader.read(buffer)) {
        case Frame.Complete(var payload) -> {
          count++;
          return Optional.of(payload);
        }
        case Frame.Malformed(var reason) -> throw new IOException(frameNumber() + reason);
        case Frame.Incomplete(int missingBytes) -> {
          if (!readMore()) { // <1>
            return endOfStream(missingBytes);
          }
        }
      }
    }
  }

  // end::next[]

  // tag::read-more[]
  private boolean readMore() throws IOException {
    if (buffer.position() > 0) {
      buffer.compact().flip(); // <1>
    }
    if (buffer.limit() == buffer.capacity()) {
      int doubled =
          Math.min(2 * buffer.capacity(), FrameReader.HEADER_BYTES + reader.maxPayloadBytes());
      if (!memory.reserve(doubled - buffer.capacity())) { // <2>
        throw new IOException(frameNumber() + "the frames of all connections need too much memory");
      }
      buffer = ByteBuffer.allocate(doubled).put(buffer).flip(); // <3>
    }
    int end = buffer.limit();
    int read = in.read(buffer.array(), end, buffer.capacity() - end);
    buffer.limit(end + Math.max(read, 0));
    return read != -1;
  }

  // end::read-more[]

  private Optional<ByteBuffer> endOfStream(int missingBytes) throws EOFException {
    int received = buffer.remaining();
    if (received == 0) {
      return Optional.empty();
    }
    throw new EOFException(
        "%struncated after %d bytes, %s%d are missing"
            .formatted(
                frameNumber(),
                received,
                received < FrameReader.HEADER_BYTES ? "at least " : "",
                missingBytes));
  }

  @Override
  public void close() {
    memory.close();
  }

  private String frameNumber() {
    return "frame " + (count + 1) + ": ";
  }
}
