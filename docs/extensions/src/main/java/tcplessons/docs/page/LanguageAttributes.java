package tcplessons.docs.page;

import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Preprocessor;
import org.asciidoctor.extension.PreprocessorReader;
import org.asciidoctor.extension.Reader;
import tcplessons.docs.Words;

/** Sets the language of a page, and the captions of its blocks in that language. */
public final class LanguageAttributes extends Preprocessor {

  @Override
  public Reader process(Document page, PreprocessorReader reader) {
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
