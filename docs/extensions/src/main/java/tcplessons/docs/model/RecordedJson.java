package tcplessons.docs.model;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes the JSON files of results that are shown on pages. */
final class RecordedJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordedJson() {}

  static <T> T read(Path file, Class<T> type) throws IOException {
    return JSON.readValue(file.toFile(), type);
  }

  /** With one line for each value, so that diffs are readable. */
  static void write(Object content, Path file) throws IOException {
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    Files.writeString(file, JSON.writer(printer).writeValueAsString(content) + "\n");
  }
}
