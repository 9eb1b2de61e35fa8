package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lets the installed Chromium print an HTML file as a PDF with bookmarks and tags. */
final class BookPrinter {

  /** A book of 300 pages takes about 20 s of processor time; a busy machine needs longer. */
  private static final int PRINT_MINUTES_MAX = 10;

  private BookPrinter() {}

  static void print(Path html, Path pdf)
      throws IOException, InterruptedException, BookCommand.BookException {
    var browser =
        InstalledBrowser.find()
            .orElseThrow(() ->
                new BookCommand.BookException(
                    InstalledBrowser.NONE
                        + ". Install Chromium (Debian: chromium, and fonts-noto-cjk for Korean)."));
    var work = Files.createTempDirectory("tcp-lessons-book");
    try {
      Files.deleteIfExists(pdf);
      var log = work.resolve("log").toFile();
      var process =
          new ProcessBuilder(command(browser, work.resolve("profile"), html, pdf))
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      boolean ended = false;
      try {
        ended = process.waitFor(PRINT_MINUTES_MAX, TimeUnit.MINUTES);
      } finally {
        if (!ended) {
          stop(process);
        }
      }
      if (!ended || process.exitValue() != 0 || !Files.isRegularFile(pdf)) {
        throw new BookCommand.BookException(
            "%s printed no PDF%s:\n%s"
                .formatted(
                    browser,
                    ended ? "" : " within " + PRINT_MINUTES_MAX + " minutes",
                    Files.readString(log.toPath())));
      }
    } finally {
      delete(work);
    }
  }

  /** Chromium consists of several processes, which would write into the folder deleted next. */
  private static void stop(Process process) {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(ended -> ended.onExit().join());
  }

  private static List<String> command(Path browser, Path profile, Path html, Path pdf) {
    var command = new ArrayList<String>();
    command.add(browser.toString());
    command.addAll(InstalledBrowser.ARGUMENTS);
    command.add("--user-data-dir=" + profile);
    command.add("--no-pdf-header-footer");
    command.add("--generate-pdf-document-outline");
    command.add("--print-to-pdf=" + pdf.toAbsolutePath());
    command.add(html.toUri().toString());
    return command;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
