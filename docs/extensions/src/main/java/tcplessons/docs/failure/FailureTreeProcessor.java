package tcplessons.docs.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;
import tcplessons.docs.model.FailureCatalog;
import tcplessons.docs.run.SourceLocation;

/** Replaces the placeholders of {@link FailuresMacro} and {@link ErrorMessagesMacro} by HTML. */
public final class FailureTreeProcessor extends Treeprocessor {

  @Override
  public Document process(Document page) {
    var blocks =
        page.findBy(Map.of("context", ":pass")).stream()
            .filter(Block.class::isInstance)
            .map(Block.class::cast)
            .toList();
    var shown =
        blocks.stream()
            .filter(block -> block.hasAttribute(ErrorMessagesMacro.SEEN))
            .collect(
                Collectors.groupingBy(
                    block -> block.getAttribute(ErrorMessagesMacro.SEEN).toString(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var table = blocks.stream().filter(block -> block.hasAttribute(FailuresMacro.ALL)).toList();
    if (!shown.isEmpty() || !table.isEmpty()) {
      draw(page, shown, table);
    }
    return page;
  }

  private void draw(Document page, Map<String, List<Block>> shown, List<Block> tables) {
    var all = catalog(page);
    var failures = all.failures();
    var html = new ErrorMessagesHtml(Words.of(page));
    for (var failure : failures) {
      shown
          .getOrDefault(failure.id(), List.of())
          .forEach(block -> block.setSource(html.drawSeen(failure)));
    }
    shown.forEach((id, blocks) -> {
      if (failures.stream().noneMatch(failure -> failure.id().equals(id))) {
        blocks.forEach(block -> error(block, "no such failure: " + id));
      }
    });
    for (var block : tables) {
      failures.stream()
          .filter(failure -> !shown.containsKey(failure.id()))
          .forEach(failure -> error(block, "this failure is not shown: " + failure.id()));
      block.setSource(
          FailuresMacro.SYSTEMS.equals(block.getAttribute(FailuresMacro.ALL))
              ? html.drawSystems(all, titles(page))
              : html.drawTable(all, titles(page)));
    }
  }

  /** Reads the file that the page's attribute {@code failures} names. */
  private static FailureCatalog catalog(Document page) {
    try {
      return FailureCatalog.read(Path.of(String.valueOf(page.getAttribute("failures"))));
    } catch (IOException e) {
      throw new UncheckedIOException("the failures cannot be read", e);
    }
  }

  private static Map<String, String> titles(Document page) {
    return page.findBy(Map.of("context", ":section")).stream()
        .collect(
            Collectors.toMap(
                section -> section.getId(), section -> ((Section) section).getTitle()));
  }

  private void error(Block block, String message) {
    log(new LogRecord(Severity.ERROR, SourceLocation.of(block), message));
  }
}
