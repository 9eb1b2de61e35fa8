package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.model.Event.OutputStream;

/**
 * Reads the lines of an output stream that goes to a file, as {@code tail -f} does. Reading a file
 * never blocks, while a pipe would stay open as long as any child of the process has it.
 */
final class OutputFileReader implements AutoCloseable {

  /**
   * A line.
   *
   * @param offset of its last byte in the output: a line is printed when its last byte is written
   * @param micros when its first byte was read here
   */
  record Line(OutputStream stream, long offset, long micros, String text) {}

  private final OutputStream stream;
  private final FileChannel file;
  private final ByteBuffer bytes = ByteBuffer.allocate(8192);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private long began;

  OutputFileReader(OutputStream stream, Path file) throws IOException {
    this.stream = stream;
    this.file = FileChannel.open(file);
  }

  boolean hasUnreadOutput() {
    try {
      return file.size() > file.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines that were written since the last call. */
  void read(Consumer<Line> lines) {
    try {
      while (file.read(bytes) > 0) {
        split(TimedEvent.now(), lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads to the end, which may be a line without a newline. */
  void readUnfinished(Consumer<Line> lines) {
    read(lines);
    if (line.size() > 0) {
      endLine(lines);
    }
  }

  /** The beginning of a line whose newline is not written yet. */
  String unfinished() {
    return line.toString(UTF_8);
  }

  private void split(long micros, Consumer<Line> lines) {
    bytes.flip();
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (line.size() == 0) {
        began = micros;
      }
      if (b == '\n') {
        endLine(lines);
        offset++;
      } else {
        line.write(b);
      }
    }
    bytes.clear();
  }

  private void endLine(Consumer<Line> lines) {
    long last = offset + Math.max(0, line.size() - 1);
    lines.accept(new Line(stream, last, began, line.toString(UTF_8)));
    offset += line.size();
    line.reset();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
