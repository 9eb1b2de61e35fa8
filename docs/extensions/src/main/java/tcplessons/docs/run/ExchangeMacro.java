package tcplessons.docs.run;

import java.util.Map;
import org.asciidoctor.ast.PhraseNode;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Format;
import org.asciidoctor.extension.InlineMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.nodes.Element;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/**
 * {@code exchange:RUN[]} draws the first packets of a run as a small picture: time goes to the
 * right, the client is the upper line and the server the lower one.
 */
@Name("exchange")
@Format(regexp = "\\bexchange:(\\w[\\w-]*)\\[\\]")
public final class ExchangeMacro extends InlineMacroProcessor {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 40;
  private static final int EDGE = 4;
  private static final int PACKETS_MAX = 12;

  @Override
  public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
    try {
      var picture = draw(RecordedRuns.find(parent.getDocument(), target));
      return createPhraseNode(parent, "quoted", picture.outerHtml(), attributes);
    } catch (RecordedRuns.RunReferenceException e) {
      log(new LogRecord(Severity.ERROR, SourceLocation.of(parent), e.getMessage()));
      return createPhraseNode(parent, "quoted", "", attributes);
    }
  }

  static Element draw(Run run) {
    var picture = new Element("svg").addClass("exchange").attr("aria-hidden", "true");
    picture.attr("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT));
    path(picture, "client", "M0 %dH%d".formatted(EDGE, WIDTH));
    path(picture, "server", "M0 %dH%d".formatted(HEIGHT - EDGE, WIDTH));
    var packets =
        run.events().stream()
            .filter(Event.Packet.class::isInstance)
            .map(Event.Packet.class::cast)
            .limit(PACKETS_MAX)
            .toList();
    double step = (double) WIDTH / (packets.size() + 1);
    for (int at = 0; at < packets.size(); at++) {
      var packet = packets.get(at);
      var from = packet.toServer() ? EDGE : HEIGHT - EDGE;
      var side = packet.toServer() ? "client" : "server";
      var line =
          "M%.1f %dL%.1f %d".formatted(step * (at + .5), from, step * (at + 1.3), HEIGHT - from);
      path(picture, side, line).addClass(packet.length() > 0 ? "data" : "signal");
    }
    return picture;
  }

  private static Element path(Element picture, String side, String line) {
    return picture.appendElement("path").addClass(side).attr("d", line);
  }
}
