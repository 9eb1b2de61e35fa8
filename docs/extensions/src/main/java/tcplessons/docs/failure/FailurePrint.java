package tcplessons.docs.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tcplessons.docs.Words;
import tcplessons.docs.book.Book;

/** How failures are told in a book, in AsciiDoc. */
record FailurePrint(Words words) {

  /** What everybody says, by what they met. */
  List<String> seen(Failure failure) {
    var lines = new ArrayList<String>();
    var scene = "";
    for (var seen : failure.seen()) {
      if (!seen.scene().equals(scene)) {
        scene = seen.scene();
        lines.addAll(List.of("", "." + words.say("scene." + scene)));
      }
      var name = FailureSheet.NAMES.get(seen.by());
      lines.add("* %s %s: %s".formatted(name, Book.code(seen.call()), said(seen)));
    }
    return lines;
  }

  /** All failures in one table, each with a link to its section on {@code page}. */
  List<String> table(Failures all, String page) {
    var lines = new ArrayList<String>();
    lines.add("." + words.say("failures.with", FailureSheet.versions(all)));
    lines.add("[.small,cols=\"5,6,5,6,5\",options=\"header\"]");
    lines.add("|===");
    lines.add(
        FailureSheet.PROGRAMS.stream()
            .map(FailureSheet.NAMES::get)
            .collect(Collectors.joining(" | ", "| " + words.say("failures.what") + " | ", "")));
    var sheet = new FailureSheet(words);
    for (var failure : all.failures()) {
      lines.add("");
      lines.add("| <<%s_%s>>".formatted(page, failure.id()));
      for (var by : FailureSheet.PROGRAMS) {
        lines.add(
            sheet
                .briefs(failure, by)
                .map(Book::code)
                .collect(Collectors.joining(" +\n", "| ", "")));
      }
    }
    lines.add("|===");
    return lines;
  }

  private String said(Failure.Seen seen) {
    var text = seen.text();
    if (text == null) {
      var silent = seen.by().equals("java") ? " " + words.say("seen.no-message") : "";
      return Book.code(seen.name()) + silent;
    }
    var isComplete = seen.by().equals("curl") || text.contains(seen.name());
    return Book.code(isComplete ? text : seen.name() + ": " + text);
  }
}
