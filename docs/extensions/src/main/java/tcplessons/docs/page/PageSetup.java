package tcplessons.docs.page;

import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Preprocessor;
import org.asciidoctor.extension.PreprocessorReader;
import org.asciidoctor.extension.Reader;
import tcplessons.docs.Words;

/** Gives every page its language, its captions, and blocks that know the line they stand on. */
public final class PageSetup extends Preprocessor {

  @Override
  public Reader process(Document page, PreprocessorReader reader) {
    page.setSourcemap(true);
    var words = Words.of(page);
    page.setAttribute("lang", words.language(), true);
    for (var block : new String[] {"note", "tip", "important", "warning", "caution"}) {
      page.setAttribute(block + "-caption", words.say("block." + block), true);
    }
    for (var block : new String[] {"figure", "table", "example"}) {
      page.setAttribute(block + "-caption", words.say("block." + block), true);
    }
    return reader;
  }
}
