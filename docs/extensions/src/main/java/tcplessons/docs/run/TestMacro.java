package tcplessons.docs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.asciidoctor.ast.PhraseNode;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Format;
import org.asciidoctor.extension.InlineMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * {@code test:TcpServerTest[two_writes_may_become_one_read]} cites a test that proves a statement
 * of the page; a test that does not exist is an error.
 *
 * <p>If several lessons have a class of that name, the number of the lesson precedes it, as in
 * {@code 01/NodeTest}. A tooltip shows the command that runs the test.
 */
@Name("test")
@Format(regexp = "\\btest:(\\w+)\\[(\\w*)\\]")
@PositionalAttributes("method")
public final class TestMacro extends InlineMacroProcessor {

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    var method = String.valueOf(attributes.get("method"));
    var root = Path.of(String.valueOf(parent.getDocument().getAttribute("root")));
    var classes = classes(root, target);
    var proof =
        classes.entrySet().stream()
            .filter(found -> found.getValue().contains("void " + method + "("))
            .findFirst();
    if (proof.isEmpty()) {
      var message = "no such test: " + target + "." + method;
      log(new LogRecord(Severity.ERROR, SourceLocation.of(parent), message));
    }
    var lesson = proof.map(Map.Entry::getKey).orElse("");
    var name = classes.size() > 1 ? number(lesson) + "/" + target : target;
    var cited = "<span class=\"test\" title=\"%s\"><code>%s</code> <em lang=\"en\">%s</em></span>";
    var command = "mvn -q -pl %s test -Dtest=%s#%s".formatted(lesson, target, method);
    var words = method.replace('_', ' ');
    return createPhraseNode(parent, "quoted", cited.formatted(command, name, words), attributes);
  }

  /** The number in {@code lesson-06-binary}. */
  private static String number(String lesson) {
    return lesson.replaceAll("\\D", "");
  }

  /** The lessons that have a test class of this name, with its text. */
  private static Map<String, String> classes(Path root, String type) {
    var found = new TreeMap<String, String>();
    try (var modules = Files.newDirectoryStream(root, "lesson-*")) {
      for (var module : modules) {
        try (var files = Files.walk(module.resolve("src/test/java"))) {
          for (var file : files.filter(path -> path.endsWith(type + ".java")).toList()) {
            found.put(module.getFileName().toString(), Files.readString(file));
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
