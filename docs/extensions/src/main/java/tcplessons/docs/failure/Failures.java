package tcplessons.docs.failure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.Document;

/**
 * All failures, in the order of the page.
 *
 * @param with the versions of the programs that said all this
 */
record Failures(Map<String, String> with, List<Failure> failures) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the file that the page's attribute {@code failures} names. */
  static Failures of(Document page) {
    var file = Path.of(String.valueOf(page.getAttribute("failures"))).toFile();
    try {
      return JSON.readValue(file, Failures.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the failures cannot be read", e);
    }
  }
}
