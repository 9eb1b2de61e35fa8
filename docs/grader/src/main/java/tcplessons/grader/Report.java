package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the terminal shows of a verdict.
 *
 * @param root of the project
 */
record Report(Path root, Words words, ExerciseText text) {

  /** The port of commands to type. */
  private static final String PORT = "7001";

  static final int LABEL_COLUMNS = 16;

  private String reason(String english) {
    return text.reason(english);
  }

  String say(Phrase phrase) {
    return words.say(phrase, this::reason);
  }

  /** The name of a check in this language. */
  String check(Verdict verdict, String name) {
    if (name.equals(Checks.STARTS)) {
      return words.say("check.starts");
    }
    int at = verdict.results().stream().map(Verdict.Result::check).toList().indexOf(name) - 1;
    var names = text.checkNames();
    return at < names.size() ? names.get(at) : name;
  }

  /**
   * Everything.
   *
   * @param program the command that starts the program, without its arguments; empty if it runs
   * @param help the next hint, or the solution
   */
  String of(Verdict verdict, String program, Guide.Step help) throws IOException {
    var lines = new ArrayList<String>();
    lines.addAll(summary(verdict));
    if (verdict.failure().isPresent()) {
      lines.add("");
      failure(verdict, verdict.failure().get(), program, help, lines);
    }
    if (!verdict.notChecked().isEmpty()) {
      lines.add("");
      var what = verdict.notChecked().stream().map(key -> words.say("not-checked." + key)).toList();
      lines.addAll(label("label.not-checked", String.join("; ", what)));
    }
    return String.join("\n", lines);
  }

  /** One line: which checks have passed, and which one has not. */
  private List<String> summary(Verdict verdict) {
    var id = PlainText.padded(verdict.exercise().id() + stage(verdict), 12);
    var parts = new ArrayList<String>();
    var line = new StringBuilder(id);
    var lines = new ArrayList<String>();
    for (var result : verdict.results()) {
      var name = check(verdict, result.check());
      parts.add(
          switch (result.state()) {
            case PASSED -> "✓ " + name;
            case FAILED -> "✗ " + name;
            case NOT_JUDGED -> "? " + name;
            case NOT_RUN -> "·";
          });
    }
    for (var part : parts) {
      int gap = part.equals("·") ? 1 : 3;
      int width = PlainText.width(line);
      if (width > id.length() && width + gap + PlainText.width(part) > PlainText.COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(12));
        gap = 3;
      }
      line.append(" ".repeat(gap)).append(part);
    }
    var time =
        words.say(
            "summary.time",
            "%.1f".formatted(verdict.time().toMillis() / 1000.0),
            "" + verdict.seed());
    boolean isOneLine =
        lines.isEmpty() && PlainText.width(line) + 3 + PlainText.width(time) <= PlainText.COLUMNS;
    if (isOneLine) {
      lines.add(line + "   " + time);
    } else {
      lines.add(line.toString());
      lines.add(" ".repeat(15) + time);
    }
    return lines;
  }

  /** How far an exercise of stages is; nothing if only a later stage was graded. */
  private static String stage(Verdict verdict) {
    var results = verdict.results();
    return verdict.exercise().hasStages() && results.get(1).state() != Verdict.State.NOT_RUN
        ? " %d/%d".formatted(verdict.reached(), results.size() - 1)
        : "";
  }

  private void failure(
      Verdict verdict, Verdict.Failure failure, String program, Guide.Step help, List<String> lines)
      throws IOException {
    if (!failure.events().isEmpty()) {
      lines.addAll(new TranscriptText(words).lines(failure));
      lines.add("");
    }
    if (!failure.arguments().isEmpty()) {
      lines.addAll(label("label.started", String.join(" ", failure.arguments())));
    }
    lines.addAll(label("label.expected", say(failure.deviation().expected)));
    lines.addAll(label("label.observed", say(failure.deviation().observed)));
    lines.addAll(stderr(verdict, failure));
    lines.add("");
    var mutant = failure.mutant().flatMap(text::mutant);
    mutant.ifPresent(section -> {
      var why = PlainText.unbreakable(String.join(" ", section.firstParagraph()), words.language());
      lines.addAll(label("label.looks-like", section.title() + ". " + why));
    });
    if (!failure.check().equals(Checks.STARTS)) {
      lines.addAll(read(verdict.exercise().section(failure.check(), failure.mutant())));
    }
    lines.addAll(byHand(verdict.exercise(), failure.check(), program));
    lines.add("  " + PlainText.padded(help.label(), LABEL_COLUMNS) + help.how());
  }

  private List<String> read(String target) throws IOException {
    var link = PageLink.to(root, target, words.language());
    var section = PlainText.inline(link.section(), words.language());
    var title = section.isEmpty() ? link.page() : link.page() + ", " + section;
    var lines = new ArrayList<>(label("label.read", title));
    lines.add(" ".repeat(2 + LABEL_COLUMNS) + link.address());
    return lines;
  }

  /** Two commands for two terminals; the first one listens. */
  private List<String> byHand(Exercise exercise, String check, String program) {
    var peer = exercise.byHand(check).replace("PORT", PORT);
    if (peer.isEmpty()) {
      return List.of();
    }
    boolean isClient = peer.contains("nc -l");
    var before = (" " + exercise.byHandArguments()).stripTrailing();
    var own = program.isEmpty() ? "" : program + before + (isClient ? " 127.0.0.1 " : " ") + PORT;
    var commands = isClient ? List.of(peer, own) : List.of(own, peer);
    var lines = new ArrayList<String>();
    for (var command : commands) {
      if (!command.isEmpty()) {
        var label = lines.isEmpty() ? words.say("label.by-hand") : "";
        lines.add("  " + PlainText.padded(label, LABEL_COLUMNS) + command);
      }
    }
    return lines;
  }

  private List<String> label(String key, String value) {
    var lines = new ArrayList<String>();
    var others = " ".repeat(2 + LABEL_COLUMNS);
    for (var part : value.split("\n")) {
      var first = "  " + PlainText.padded(words.say(key), LABEL_COLUMNS);
      lines.addAll(PlainText.wrap(part, lines.isEmpty() ? first : others, others));
    }
    return lines;
  }

  private List<String> stderr(Verdict verdict, Verdict.Failure failure) {
    var error = ProgramError.of(failure.stderr(), Workspace.of(verdict.exercise()).folder());
    var lines = new ArrayList<String>();
    for (var line : error.lines()) {
      var label = lines.isEmpty() ? words.say("label.stderr") : "";
      lines.add("  " + PlainText.padded(label, LABEL_COLUMNS) + line);
    }
    return lines;
  }
}
