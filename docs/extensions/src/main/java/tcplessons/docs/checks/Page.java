package tcplessons.docs.checks;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asciidoctor.ast.Document;

/** The page that is being built: its place, its source and what Asciidoctor made of it. */
record Page(Pages pages, String language, String name, PageSource source, Document document) {
  private static final Pattern REFERENCE = Pattern.compile("\\{([\\w-]+)}");

  static Optional<Page> of(Document document) {
    var docfile = document.getAttribute("docfile");
    if (docfile == null) {
      return Optional.empty();
    }
    var file = Path.of(docfile.toString()).toAbsolutePath().normalize();
    return Pages.around(file)
        .map(pages -> {
          var language = file.getParent().getFileName().toString();
          return new Page(pages, language, Pages.name(file), PageSource.read(file), document);
        });
  }

  Path file() {
    return source.file();
  }

  boolean isTranslation() {
    return !language.equals(Pages.ORIGINAL);
  }

  Finding at(int line, String message, Object... values) {
    return new Finding(file(), line, message.formatted(values));
  }

  /** A target with its attributes resolved; one that is not set stays as it is written. */
  String resolved(String target) {
    return REFERENCE
        .matcher(target)
        .replaceAll(match -> {
          var value = document.getAttribute(match.group(1), match.group());
          return Matcher.quoteReplacement(value.toString());
        });
  }
}
