package tcplessons.docs.speed;

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
import tcplessons.docs.run.SourceLocation;
import tcplessons.docs.speed.Figures.FigureException;

/** {@code measured:EXPERIMENT[fact]} is replaced by a number: see {@link Figures}. */
@Name("measured")
@Format(regexp = "\\bmeasured:(\\w[\\w-]*)\\[([\\w ./-]+)\\]")
@PositionalAttributes("fact")
public final class FigureMacro extends InlineMacroProcessor {

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    try {
      var fact = Figures.of(parent.getDocument()).fact(target, attributes.get("fact").toString());
      return createPhraseNode(parent, "quoted", Entities.escape(fact), attributes);
    } catch (FigureException e) {
      log(new LogRecord(Severity.ERROR, SourceLocation.of(parent), e.getMessage()));
      return createPhraseNode(parent, "quoted", "[" + target + "]", attributes);
    }
  }
}
