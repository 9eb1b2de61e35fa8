package tcplessons.docs.checks;

import java.util.List;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Postprocessor;
import org.asciidoctor.extension.Preprocessor;
import org.asciidoctor.extension.PreprocessorReader;
import org.asciidoctor.extension.Reader;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.jruby.extension.spi.ExtensionRegistry;

/**
 * The checks that fail a build on a page that is broken or out of date.
 *
 * <p>They report through Asciidoctor's log, which names file and line and which the build turns
 * into a failure. A document that stands outside the folder of pages is not checked.
 */
public final class PageChecks implements ExtensionRegistry {
  @Override
  public void register(Asciidoctor asciidoctor) {
    var overheard = new Overheard();
    asciidoctor.registerLogHandler(overheard);
    asciidoctor
        .javaExtensionRegistry()
        .preprocessor(new Before(overheard))
        .treeprocessor(new OfTree(overheard))
        .postprocessor(new OfOutput(overheard));
  }

  private static final class Before extends Preprocessor {
    private final Overheard overheard;

    Before(Overheard overheard) {
      this.overheard = overheard;
    }

    @Override
    public Reader process(Document document, PreprocessorReader reader) {
      overheard.forget();
      document.setSourcemap(true);
      return reader;
    }
  }

  private static final class OfTree extends Treeprocessor {
    private final List<Check> checks;

    OfTree(Overheard overheard) {
      checks =
          List.of(
              new Listed(),
              new SectionIds(),
              new SectionTree(),
              new Parity(),
              new Twins(),
              new CrossReferences(),
              new Images(),
              new Callouts(),
              new Unknown(overheard));
    }

    @Override
    public Document process(Document document) {
      Page.of(document)
          .ifPresent(page ->
              checks.stream()
                  .flatMap(check -> check.findings(page))
                  .map(Finding::asLogRecord)
                  .forEach(this::log));
      return document;
    }
  }

  private static final class OfOutput extends Postprocessor {
    private final Check check;

    OfOutput(Overheard overheard) {
      check = new Unplaced(overheard);
    }

    @Override
    public String process(Document document, String output) {
      Page.of(document)
          .ifPresent(page -> check.findings(page).map(Finding::asLogRecord).forEach(this::log));
      return output;
    }
  }
}
