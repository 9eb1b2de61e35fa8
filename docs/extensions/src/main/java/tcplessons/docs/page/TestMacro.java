package tcplessons.docs.page;

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
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.run.SourceLocation;

/**
 * {@code test:TcpServerTest[two_writes_may_become_one_read]} cites a test that proves a statement
 * of the page: by its name in the language of the page, as a link to its line in the test's source.
 * A test that does not exist is an error, and so is a name that is not translated.
 */
@Name("test")
@Format(regexp = "\\btest:(\\w+)\\[(\\w*)\\]")
@PositionalAttributes("method")
public final class TestMacro extends InlineMacroProcessor {

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    var page = parent.getDocument();
    var method = String.valueOf(attributes.get("method"));
    var root = ProjectFolder.of(page);
    var found = CitedTest.find(root, target, method);
    if (found.isEmpty()) {
      report(parent, "no such test: " + target + "." + method);
      return createPhraseNode(parent, "quoted", method, attributes);
    }
    var test = found.get();
    var words = Words.of(page);
    var title = TestTitles.of(Path.of(String.valueOf(page.getAttribute("docdir")))).title(test);
    if (title == null) {
      var line = "no title for test:%s: add the line \"%s=\" to %s/%s";
      report(
          parent, line.formatted(test.key(), test.key(), words.language(), TestTitles.FILE_NAME));
    }
    var link = new Element("a").addClass("test");
    link.attr("href", "../source/" + test.path(root) + ".html#L" + test.line());
    link.attr("title", words.say("test.source", test.type()));
    link.attr("data-command", test.command());
    link.text(title == null ? method : title);
    return createPhraseNode(parent, "quoted", link.outerHtml(), attributes);
  }

  private void report(StructuralNode parent, String message) {
    log(new LogRecord(Severity.ERROR, SourceLocation.of(parent), message));
  }
}
