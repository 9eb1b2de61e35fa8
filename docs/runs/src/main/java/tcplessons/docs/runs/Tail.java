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
 * The lines of one output stream, which goes to a file.
 *
 * <p>A file and not a pipe, because looking at it costs a microsecond and never blocks: a blocked
 * reader wakes up so late that a packet seems to come before the line that announces it.
 */
final class Tail implements AutoCloseable {

  /**
   * When a line began.
   *
   * @param since not before this
   * @param micros not after this
   */
  record Moment(long since, long micros) {}

  /** Takes a line. */
  interface Lines {
    void take(Moment began, String line);
  }

  private final Console console;
  private final FileChannel file;
  private final ByteBuffer bytes = ByteBuffer.allocate(8192);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Moment lineBegan;

  Tail(Console console, Path file) throws IOException {
    this.console = console;
    this.file = FileChannel.open(file);
  }

  Console console() {
    return console;
  }

  boolean hasNews() {
    try {
      return file.size() > file.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes what has come.
   *
   * @param looked when the file was found with nothing new in it
   */
  void take(long looked, Lines lines) {
    try {
      while (file.read(bytes) > 0) {
        split(new Moment(looked, Stage.micros()), lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the rest, with or without a newline at its end. */
  void takeLast(long looked, Lines lines) {
    take(looked, lines);
    if (line.size() > 0) {
      endLine(lines);
    }
  }

  /** What has come of a line whose newline has not. */
  String unfinished() {
    return line.toString(UTF_8);
  }

  private void split(Moment now, Lines lines) {
    bytes.flip();
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (line.size() == 0) {
        lineBegan = now;
      }
      if (b == '\n') {
        endLine(lines);
      } else {
        line.write(b);
      }
    }
    bytes.clear();
  }

  private void endLine(Lines lines) {
    lines.take(lineBegan, line.toString(UTF_8));
    line.reset();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
