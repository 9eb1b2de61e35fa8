package tcplessons.docs.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.IncludeProcessor;
import org.asciidoctor.extension.PreprocessorReader;
import tcplessons.docs.Words;

/**
 * {@code include::pages:FOLDER[]} is replaced by all pages of the document's language, in reading
 * order, each as a chapter. Lines keep their files and numbers, so messages name the page.
 */
public final class BookPages extends IncludeProcessor {

  private static final String SCHEME = "pages:";

  @Override
  public boolean handles(String target) {
    return target.startsWith(SCHEME);
  }

  @Override
  public void process(
      Document book, PreprocessorReader reader, String target, Map<String, Object> attributes) {
    var folder = Path.of(target.substring(SCHEME.length()));
    var names = names(folder);
    // What is included last is read first.
    for (int at = names.size() - 1; at >= 0; at--) {
      var page = folder.resolve(Words.of(book).language()).resolve(names.get(at) + ".adoc");
      var chapter = new Chapter(names.get(at), read(page));
      reader.pushInclude(
          chapter.text(), page.toString(), page.toString(), 0, Map.of("leveloffset", "+1"));
    }
  }

  private static List<String> names(Path folder) {
    return read(folder.resolve("pages.txt"))
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
