package tcplessons.docs.run;

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

/** {@code run:ID[fact]} is replaced by a number that the run measured. */
@Name("run")
@Format(regexp = "\\brun:(\\w[\\w-]*)\\[([\\w.-]*)\\]")
@PositionalAttributes("fact")
public final class FactMacro extends InlineMacroProcessor {

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    var name = String.valueOf(attributes.get("fact"));
    try {
      var fact = Runs.fact(Runs.find(parent.getDocument(), target), name);
      return createPhraseNode(parent, "quoted", Entities.escape(fact), attributes);
    } catch (Runs.Missing missing) {
      log(new LogRecord(Severity.ERROR, Sources.of(parent), missing.getMessage()));
      return createPhraseNode(parent, "quoted", "[run:" + target + "]", attributes);
    }
  }
}
