package tcplessons.docs.checks;

import java.nio.file.Path;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Something that must be mended, at the place where it is mended. */
record Finding(Path file, int line, String message) {

  LogRecord asLogRecord() {
    return new LogRecord(Severity.ERROR, new Place(file, line), message);
  }

  private record Place(Path file, int line) implements Cursor {
    @Override
    public int getLineNumber() {
      return line;
    }

    @Override
    public String getPath() {
      return file.getFileName().toString();
    }

    @Override
    public String getDir() {
      return file.getParent().toString();
    }

    @Override
    public String getFile() {
      return file.toString();
    }

    @Override
    public String toString() {
      return getPath() + ": line " + line;
    }
  }
}
