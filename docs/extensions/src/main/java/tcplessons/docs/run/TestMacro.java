package tcplessons.docs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    return source(root, type).filter(text -> text.contains("void " + method + "(")).isPresent();
  }

  private static Optional<String> source(Path root, String type) {
    try (var modules = Files.newDirectoryStream(root, "lesson-*")) {
      for (var module : modules) {
        try (var files = Files.walk(module.resolve("src/test/java"))) {
          var file = files.filter(path -> path.endsWith(type + ".java")).findFirst();
          if (file.isPresent()) {
            return Optional.of(Files.readString(file.get()));
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
