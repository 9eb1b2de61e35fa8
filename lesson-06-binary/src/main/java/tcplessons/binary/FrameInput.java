package tcplessons.binary;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Frames from a stream, read in large pieces into one buffer that is used again and again.
 *
 * <p>The buffer keeps the room of the largest frame so far until the connection ends: a server for
 * strangers would also limit how many connections it holds.
 */
final class FrameInput {

  /** Holds many small frames, so that one read brings many. */
  private static final int CAPACITY = 16 * 1024;

  private final InputStream in;
  private final FrameReader reader;
  private ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).limit(0);
  private long count;

  FrameInput(InputStream in, FrameReader reader) {
    this.in = in;
    this.reader = reader;
  }

  /**
   * Waits for the next frame.
   *
   * @return its payload, valid until the next call; empty at the end of the stream
   * @throws EOFException if the stream ends within a frame
   * @throws IOException if a length is malformed: where the next frame begins, nobody knows then
   */
  // tag::next[]
  Optional<ByteBuffer> next() throws IOException {
    while (true) {
      switch (reader.read(buffer)) {
        case Frame.Complete(var payload) -> {
          count++;
          return Optional.of(payload);
        }
        case Frame.Malformed(var why) -> throw new IOException(which() + why);
        case Frame.Incomplete(int missing) -> {
          if (!readMore()) { // <1>
            return end(missing);
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
      int larger = Math.min(2 * buffer.capacity(), FrameReader.HEADER + reader.maxFrame());
      buffer = ByteBuffer.allocate(larger).put(buffer).flip(); // <2>
    }
    int end = buffer.limit();
    int read = in.read(buffer.array(), end, buffer.capacity() - end);
    buffer.limit(end + Math.max(read, 0));
    return read != -1;
  }

  // end::read-more[]

  private Optional<ByteBuffer> end(int missing) throws EOFException {
    int came = buffer.remaining();
    if (came == 0) {
      return Optional.empty();
    }
    var least = came < FrameReader.HEADER ? "at least " : "";
    throw new EOFException(
        which() + "truncated after %d bytes, %s%d are missing".formatted(came, least, missing));
  }

  private String which() {
    return "frame " + (count + 1) + ": ";
  }
}
