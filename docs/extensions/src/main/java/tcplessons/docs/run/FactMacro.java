package tcplessons.docs.run;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.PhraseNode;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Format;
import org.asciidoctor.extension.InlineMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.nodes.Entities;

/**
 * {@code run:ID[fact]} is replaced by a number that the run measured, and {@code run:ID[]} by a
 * link to where a lesson shows the run.
 */
@Name("run")
@Format(regexp = "\\brun:(\\w[\\w-]*)\\[([\\w.-]*)\\]")
@PositionalAttributes("fact")
public final class FactMacro extends InlineMacroProcessor {

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    var name = attributes.get("fact");
    try {
      var run = RecordedRuns.find(parent.getDocument(), target);
      if (name == null || name.toString().isEmpty()) {
        return cited(parent, RunLocation.find(parent.getDocument(), target));
      }
      var fact = RecordedRuns.fact(run, name.toString());
      return createPhraseNode(parent, "quoted", Entities.escape(fact), attributes);
    } catch (RecordedRuns.RunReferenceException e) {
      log(new LogRecord(Severity.ERROR, SourceLocation.of(parent), e.getMessage()));
      return createPhraseNode(parent, "quoted", "[run:" + target + "]", attributes);
    }
  }

  /** The title is written in AsciiDoc, hence the substitutions. */
  private PhraseNode cited(StructuralNode parent, RunLocation shown) {
    var text =
        "<a class=\"cited\" href=\"%s#%s\">%s</a>"
            .formatted(shown.page(), shown.anchor(), shown.title());
    return createPhraseNode(
        parent,
        "quoted",
        text,
        new HashMap<>(Map.of("subs", "quotes,attributes,replacements,macros")));
  }
}
