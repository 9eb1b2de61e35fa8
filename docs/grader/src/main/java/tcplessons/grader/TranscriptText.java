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
    int marked = marked(failure);
    int last = -1;
    for (int at = 0; at < events.size(); at++) {
      if (isShown(at, events.size(), marked)) {
        if (at > last + 1) {
          lines.add(INDENT + "⋮");
        }
        var kind = failure.deviation().signature.kind();
        var mark = at == marked ? "   ← " + words.say("mark." + name(kind)) : "";
        lines.add(line(events.get(at), isSingle) + mark);
        last = at;
      }
    }
    return lines;
  }

  private static String name(Signature.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isShown(int at, int count, int marked) {
    return count <= EVENTS_MAX
        || at < EVENTS_MAX / 2
        || at >= count - EVENTS_MAX / 2
        || Math.abs(at - marked) < 2;
  }

  /** The event that shows what is wrong, or -1: the one with the byte that should not have come. */
  static int marked(Verdict.Failure failure) {
    var events = failure.events();
    if (events.isEmpty() || !CAME.contains(failure.deviation().signature.kind())) {
      return -1;
    }
    var place = failure.deviation().place;
    if (place.isPresent()) {
      long count = 0;
      for (int at = 0; at < events.size(); at++) {
        var event = events.get(at);
        if (event.kind() == place.get().kind() && event.who().equals(place.get().who())) {
          count += event.count();
          if (count > place.get().offset()) {
            return at;
          }
        }
      }
    }
    var last = events.getLast().kind();
    return last.hasBytes() && !last.isFromGrader() ? events.size() - 1 : -1;
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
    return who.startsWith(Transcript.UPSTREAM)
        ? words.say("transcript.server", who.substring(Transcript.UPSTREAM.length()))
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
