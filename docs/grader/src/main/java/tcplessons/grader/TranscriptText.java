package tcplessons.grader;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The transcript of a check for a terminal: the grader's events on the left. */
record TranscriptText(Words words) {

  private static final int EVENTS_MAX = 24;
  private static final int TIME_COLUMNS = 10;
  private static final int DATA_COLUMNS = 40;
  private static final int ARROW_COLUMNS = 7;
  private static final int TEXT_COLUMNS = 10;
  private static final int HEX_BYTES_MAX = 6;
  private static final String INDENT = "    ";

  /** The kinds of which the last event shows what is wrong. */
  private static final Set<Signature.Kind> CAME =
      EnumSet.of(
          Signature.Kind.EARLY, Signature.Kind.WRONG, Signature.Kind.REPLACED, Signature.Kind.MORE);

  List<String> lines(Verdict.Failure failure) {
    var events = failure.events();
    boolean isSingle =
        events.stream().map(Event::who).filter(who -> !who.isEmpty()).distinct().count() < 2;
    var lines = new ArrayList<String>();
    lines.add(
        INDENT
            + PlainText.padded(
                words.say("transcript.grader"), TIME_COLUMNS + DATA_COLUMNS + ARROW_COLUMNS)
            + words.say("transcript.program"));
    int count = events.size();
    boolean isLong = count > EVENTS_MAX;
    events.subList(0, isLong ? EVENTS_MAX / 2 : count).forEach(e -> lines.add(line(e, isSingle)));
    if (isLong) {
      lines.add(INDENT + "⋮");
      events.subList(count - EVENTS_MAX / 2, count).forEach(e -> lines.add(line(e, isSingle)));
    }
    var kind = failure.deviation().signature.kind();
    if (CAME.contains(kind) && !events.getLast().kind().isFromGrader()) {
      var mark = words.say("mark." + kind.name().toLowerCase(Locale.ROOT));
      lines.set(lines.size() - 1, lines.getLast() + "   ← " + mark);
    }
    return lines;
  }

  private String line(Event event, boolean isSingle) {
    var time = PlainText.padded("+" + event.at().toMillis() + " ms", TIME_COLUMNS);
    var client = isSingle || event.who().isEmpty() ? "" : name(event.who()) + "  ";
    var arrow = event.kind().isFromGrader() ? "──▶" : event.who().isEmpty() ? "" : "◀──";
    var left = event.kind().isFromGrader() ? client + data(event) : client;
    var right = event.kind().isFromGrader() ? "" : data(event);
    return (INDENT
            + time
            + PlainText.padded(left, DATA_COLUMNS)
            + PlainText.padded(arrow, ARROW_COLUMNS)
            + right)
        .stripTrailing();
  }

  private String name(String who) {
    return who.startsWith(Upstream.PREFIX)
        ? words.say("transcript.server", who.substring(Upstream.PREFIX.length()))
        : words.say("transcript.client", who);
  }

  /** What an event shows: text and bytes, or its name. */
  String data(Event event) {
    return switch (event.kind()) {
      case CONNECTED, ACCEPTED -> words.say("event.connected");
      case SENT, RECEIVED -> bytes(event);
      case SENT_FIN, RECEIVED_FIN -> "FIN";
      case SENT_RST, RECEIVED_RST -> "RST";
      case SIGTERM -> "SIGTERM";
      case STDOUT -> "stdout " + bytes(event);
      case EXITED -> words.say("event.exited", "" + event.count());
    };
  }

  private String bytes(Event event) {
    var text = Bytes.text(event.head());
    if (event.count() > Bytes.SHOWN_MAX) {
      return words.say(
          "bytes",
          "" + event.count(),
          text.isEmpty() ? Bytes.hex(event.head(), HEX_BYTES_MAX) : text);
    }
    return text.isEmpty()
        ? Bytes.hex(event.head())
        : PlainText.padded(text, TEXT_COLUMNS) + " " + Bytes.hex(event.head(), HEX_BYTES_MAX);
  }
}
