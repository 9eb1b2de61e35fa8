package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the terminal shows of a verdict.
 *
 * @param root of the project
 */
record Report(Path root, Words words, ExerciseText text) {

  /** The port of commands to type. */
  private static final String PORT = "7001";

  private static final Set<Signature.Kind> CAME =
      EnumSet.of(
          Signature.Kind.EARLY, Signature.Kind.WRONG, Signature.Kind.REPLACED, Signature.Kind.MORE);

  private static final Pattern THROWN =
      Pattern.compile(
          "^(?:Exception in thread \"[^\"]*\" |Caused by:"
              + " )?((?:\\w+\\.)+\\w*(?:Exception|Error)\\b.*)$",
          Pattern.MULTILINE);
  private static final int EVENTS_MAX = 24;
  private static final int DATA_COLUMNS = 34;
  private static final int LABEL_COLUMNS = 16;
  private static final int STDERR_LINES_MAX = 6;

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
   * @param hint how to get one
   */
  String of(Verdict verdict, String program, String hint) throws IOException {
    var lines = new ArrayList<String>();
    lines.addAll(summary(verdict));
    if (verdict.failure().isPresent()) {
      lines.add("");
      failure(verdict, verdict.failure().get(), program, hint, lines);
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
    var id = PlainText.padded(verdict.exercise().id(), 12);
    var parts = new ArrayList<String>();
    int width = 0;
    var line = new StringBuilder(id);
    var lines = new ArrayList<String>();
    for (var result : verdict.results()) {
      var name = check(verdict, result.check());
      parts.add(
          switch (result.state()) {
            case PASSED -> "✓ " + name;
            case FAILED -> "✗ " + name;
            case NOT_RUN -> "·";
          });
    }
    parts.add(
        words.say(
            "summary.time",
            "%.1f".formatted(verdict.time().toMillis() / 1000.0),
            "" + verdict.seed()));
    for (var part : parts) {
      int gap = part.equals("·") ? 1 : 3;
      width = PlainText.width(line);
      if (width > id.length() && width + gap + PlainText.width(part) > PlainText.COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(12));
      }
      line.append(" ".repeat(gap)).append(part);
    }
    lines.add(line.toString());
    return lines;
  }

  private void failure(
      Verdict verdict, Verdict.Failure failure, String program, String hint, List<String> lines)
      throws IOException {
    if (!failure.events().isEmpty()) {
      lines.addAll(transcript(failure));
      lines.add("");
    }
    lines.addAll(label("label.expected", say(failure.deviation().expected)));
    lines.addAll(label("label.observed", say(failure.deviation().observed)));
    lines.addAll(stderr(verdict, failure));
    lines.add("");
    var mutant = failure.mutant().flatMap(text::mutant);
    mutant.ifPresent(section -> {
      var why = PlainText.inline(String.join(" ", section.firstParagraph()), words.language());
      lines.addAll(label("label.looks-like", section.title() + ". " + why));
    });
    var link = PageLink.to(root, verdict.exercise().section(failure.check()), words.language());
    var title =
        link.section().isEmpty()
            ? link.page()
            : link.page() + ", " + PlainText.inline(link.section(), words.language());
    lines.addAll(label("label.read", title));
    lines.add(" ".repeat(2 + LABEL_COLUMNS) + link.address());
    lines.addAll(byHand(verdict.exercise(), failure.check(), program));
    lines.addAll(label("label.next", hint));
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
    var first = "  " + PlainText.padded(words.say(key), LABEL_COLUMNS);
    return PlainText.wrap(value, first, " ".repeat(2 + LABEL_COLUMNS));
  }

  /** Both directions, the grader's events on the left. */
  private List<String> transcript(Verdict.Failure failure) {
    var events = failure.events();
    boolean isSingle =
        events.stream().map(Event::who).filter(who -> !who.isEmpty()).distinct().count() < 2;
    var lines = new ArrayList<String>();
    lines.add(
        "    "
            + PlainText.padded(words.say("transcript.grader"), 10 + DATA_COLUMNS + 8)
            + words.say("transcript.program"));
    int left = 0;
    for (var event : events.size() > EVENTS_MAX ? events.subList(0, EVENTS_MAX / 2) : events) {
      lines.add(line(event, isSingle));
    }
    if (events.size() > EVENTS_MAX) {
      lines.add("    ⋮");
      left = events.size() - EVENTS_MAX / 2;
      for (var event : events.subList(left, events.size())) {
        lines.add(line(event, isSingle));
      }
    }
    var kind = failure.deviation().signature.kind();
    if (CAME.contains(kind) && !events.getLast().kind().isFromGrader()) {
      var mark = words.say("mark." + kind.name().toLowerCase(Locale.ROOT));
      lines.set(lines.size() - 1, lines.getLast() + "   ← " + mark);
    }
    return lines;
  }

  private String line(Event event, boolean isSingle) {
    var time = PlainText.padded("+" + event.at().toMillis() + " ms", 10);
    var who =
        isSingle || event.who().isEmpty() ? "" : words.say("transcript.client", event.who()) + "  ";
    var data = data(event);
    return event.kind().isFromGrader()
        ? "    " + time + PlainText.padded(who + data, DATA_COLUMNS) + "──▶"
        : ("    " + time + PlainText.padded(who, DATA_COLUMNS) + arrow(event) + "  " + data);
  }

  private static String arrow(Event event) {
    return event.who().isEmpty() ? "     " : "◀──  ".stripTrailing() + "  ";
  }

  /** What an event shows: text and bytes, or its name. */
  String data(Event event) {
    return switch (event.kind()) {
      case CONNECTED, ACCEPTED -> words.say("event.connected");
      case SENT, RECEIVED -> bytes(event);
      case SENT_FIN, RECEIVED_FIN -> "FIN";
      case SENT_RST, RECEIVED_RST -> "RST";
      case STDOUT -> "stdout " + bytes(event);
      case EXITED -> words.say("event.exited", "" + event.count());
    };
  }

  private String bytes(Event event) {
    var text = Bytes.text(event.head());
    var hex = Bytes.hex(event.head(), text.isEmpty() ? Bytes.SHOWN_MAX : 6);
    var both = text.isEmpty() ? hex : PlainText.padded(text, 10) + " " + hex;
    return event.count() <= Bytes.SHOWN_MAX
        ? both
        : words.say("bytes", "" + event.count(), text.isEmpty() ? hex : text);
  }

  /** The exception of the program with the reader's line, or else the last lines of stderr. */
  private List<String> stderr(Verdict verdict, Verdict.Failure failure) throws IOException {
    var printed = failure.stderr().strip();
    if (printed.isEmpty()) {
      return List.of();
    }
    var thrown = THROWN.matcher(printed);
    if (!thrown.find()) {
      var all = printed.lines().toList();
      var last = all.subList(Math.max(0, all.size() - STDERR_LINES_MAX), all.size());
      var lines = new ArrayList<String>();
      for (var line : last) {
        lines.add(
            (lines.isEmpty()
                    ? "  " + PlainText.padded(words.say("label.stderr"), LABEL_COLUMNS)
                    : " ".repeat(2 + LABEL_COLUMNS))
                + line);
      }
      return lines;
    }
    var lines = new ArrayList<String>(label("label.stderr", thrown.group(1)));
    var name = verdict.exercise().starter().getFileName().toString();
    var frame =
        Pattern.compile("\\((\\w+\\.java):(\\d+)\\)").matcher(printed.substring(thrown.end()));
    var own = Workspace.of(verdict.exercise()).folder();
    while (frame.find()) {
      var file = own.resolve(frame.group(1));
      if (frame.group(1).equals(name) || Files.exists(file)) {
        var code = SourceCompiler.line(file, Long.parseLong(frame.group(2))).strip();
        lines.addAll(label("label.none", frame.group(1) + ":" + frame.group(2) + "  " + code));
        break;
      }
    }
    return lines;
  }
}
