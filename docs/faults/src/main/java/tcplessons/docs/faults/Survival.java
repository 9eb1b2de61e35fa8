package tcplessons.docs.faults;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The matrix as it was found.
 *
 * @param recorded the day
 */
record Survival(String recorded, List<Server> servers) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A row.
   *
   * @param beside how many conversations well-behaved clients held meanwhile
   * @param before what the server held on to before it met the first peer
   * @param after and when the last one had gone
   */
  record Server(
      int lesson,
      String step,
      List<String> args,
      int beside,
      Vitals before,
      Vitals after,
      List<Cell> cells) {}

  /**
   * What became of a peer.
   *
   * @param limit in force; empty if there is none
   */
  record Cell(String column, String outcome, String limit) {
    @Override
    public String toString() {
      return column + ": " + outcome + (limit.isEmpty() ? "" : " (" + limit + ")");
    }
  }

  /** The project's folder, wherever inside it we were started. */
  static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .takeWhile(folder -> folder != null)
        .filter(folder -> Files.exists(folder.resolve("docs/faults/pom.xml")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the project's folder is not above this one"));
  }

  /** Where the table's file is. */
  static Path file() {
    return root().resolve("docs/faults/recorded/survival.json");
  }

  static Survival read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Survival.class);
  }

  void write(Path file) throws IOException {
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    Files.writeString(file, JSON.writer(printer).writeValueAsString(this) + "\n");
  }
}
