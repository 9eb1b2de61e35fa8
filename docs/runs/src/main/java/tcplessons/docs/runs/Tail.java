package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import tcplessons.docs.runs.Run.Console;

/**
 * The lines of one output stream, which goes to a file: looking at a file never blocks, and nobody
 * but the process itself can hold it open.
 */
final class Tail implements AutoCloseable {

  /**
   * A line, or what there is of it.
   *
   * @param offset where in the output its last byte is: a line is printed when all of it is there
   * @param micros when its beginning was seen here
   */
  record Line(Console console, long offset, long micros, String text) {}

  /** Takes a line. */
  interface Lines {
    void take(Line line);
  }

  private final Console console;
  private final FileChannel file;
  private final ByteBuffer bytes = ByteBuffer.allocate(8192);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private long began;

  Tail(Console console, Path file) throws IOException {
    this.console = console;
    this.file = FileChannel.open(file);
  }

  boolean hasNews() {
    try {
      return file.size() > file.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes what has come since the last look. */
  void take(Lines lines) {
    try {
      while (file.read(bytes) > 0) {
        split(Stage.micros(), lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the rest, with or without a newline at its end. */
  void takeLast(Lines lines) {
    take(lines);
    if (line.size() > 0) {
      endLine(lines);
    }
  }

  /** What has come of a line whose newline has not. */
  String unfinished() {
    return line.toString(UTF_8);
  }

  private void split(long micros, Lines lines) {
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

  private void endLine(Lines lines) {
    long last = offset + Math.max(0, line.size() - 1);
    lines.take(new Line(console, last, began, line.toString(UTF_8)));
    offset += line.size();
    line.reset();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
