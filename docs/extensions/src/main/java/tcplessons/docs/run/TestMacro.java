package tcplessons.docs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.asciidoctor.ast.PhraseNode;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Format;
import org.asciidoctor.extension.InlineMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * {@code test:TcpServerTest[two_writes_may_become_one_read]} cites a test as the proof of what is
 * said; a test that does not exist is an error.
 */
@Name("test")
@Format(regexp = "\\btest:(\\w+)\\[(\\w*)\\]")
@PositionalAttributes("method")
public final class TestMacro extends InlineMacroProcessor {

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    var method = String.valueOf(attributes.get("method"));
    var root = Path.of(String.valueOf(parent.getDocument().getAttribute("root")));
    if (!exists(root, target, method)) {
      var message = "no such test: " + target + "." + method;
      log(new LogRecord(Severity.ERROR, Sources.of(parent), message));
    }
    var cited = "<span class=\"test\"><code>%s</code> <em lang=\"en\">%s</em></span>";
    var words = method.replace('_', ' ');
    return createPhraseNode(parent, "quoted", cited.formatted(target, words), attributes);
  }

  private static boolean exists(Path root, String type, String method) {
    try (var modules = Files.newDirectoryStream(root, "lesson-*")) {
      for (var module : modules) {
        if (has(module.resolve("src/test/java"), type + ".java", "void " + method + "(")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean has(Path folder, String name, String text) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(path -> path.endsWith(name)).toList()) {
        if (Files.readString(file).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }
}
