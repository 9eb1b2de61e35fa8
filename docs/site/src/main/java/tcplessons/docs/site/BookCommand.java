package tcplessons.docs.site;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.pdfbox.Loader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the built pages of each language as one PDF with a cover and a table of contents. */
@Command(name = "book", description = "Prints the built pages as a book, a PDF for each language.")
final class BookCommand implements Callable<Integer> {

  /**
   * The first print shows the page numbers of the sections, the second contains them. A third is
   * needed only if the numbers change the length of the table of contents.
   */
  private static final int PRINTS_MAX = 3;

  @Option(
      names = "--site",
      paramLabel = "FOLDER",
      required = true,
      description = "The built site, with a folder of pages for each language.")
  private Path site;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      required = true,
      description =
          "Where tcp-lessons-LANGUAGE.pdf is written; to the site if it has an address (site.url).")
  private Path output;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  private final PrintStream err;

  BookCommand(PrintStream err) {
    this.err = err;
  }

  /** The book cannot be printed; the message is for the person who runs the build. */
  static final class BookException extends Exception {
    private static final long serialVersionUID = 1;

    BookException(String message) {
      super(message);
    }
  }

  static void main(String[] args) {
    System.exit(new CommandLine(new BookCommand(System.err)).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      for (var language : languages()) {
        print(language);
      }
      return 0;
    } catch (BookException e) {
      err.println("The book cannot be printed: " + e.getMessage());
      return 1;
    }
  }

  /** Chromium leaves the objects of a PDF uncompressed; compressed, the book has half the size. */
  private static void compress(Path pdf) throws IOException {
    try (var document = Loader.loadPDF(Files.readAllBytes(pdf))) {
      document.save(pdf.toFile());
    }
  }

  static String fileName(String language) {
    return "tcp-lessons-" + language + ".pdf";
  }

  private List<String> languages() throws IOException {
    try (var folders = Files.list(site)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("index.html")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private void print(String language) throws IOException, InterruptedException, BookException {
    var book = BookDocument.of(site.resolve(language));
    Files.createDirectories(output);
    var html = output.resolve("tcp-lessons-" + language + ".html");
    var folder = Publication.ofSystemProperties().hasUrl() ? site : output;
    var pdf = folder.resolve(fileName(language));
    for (int print = 1; print <= PRINTS_MAX; print++) {
      Files.writeString(html, book.html());
      BookPrinter.print(html, pdf);
      if (!book.number(PdfDestinations.pages(pdf))) {
        Files.delete(html);
        compress(pdf);
        return;
      }
    }
    throw new BookException("the page numbers of its contents change with each print");
  }
}
