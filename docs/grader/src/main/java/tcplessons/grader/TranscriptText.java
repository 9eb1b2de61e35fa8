package tcplessons.grader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

  /** Bytes in a line, if all are shown. */
  private static final int BYTES_PER_LINE = 8;

  /** Of a text that has many lines. */
  private static final int LINES_MAX = 6;

  private static final String INDENT = "    ";

  /** The kinds of which the last event shows what is wrong. */
  private static final Set<Signature.Kind> CAME =
      EnumSet.of(
          Signature.Kind.EARLY, Signature.Kind.WRONG, Signature.Kind.REPLACED, Signature.Kind.MORE);

  List<String> lines(Verdict.Failure failure) {
    var events = failure.events();
    boolean isSingle = failure.isOfOneConnection();
    var lines = new ArrayList<String>();
    lines.add(
        INDENT
            + PlainText.padded(
                words.say("transcript.grader"), TIME_COLUMNS + DATA_COLUMNS + ARROW_COLUMNS)
            + words.say("transcript.program"));
    int marked = marked(events, failure.deviation());
    int last = -1;
    for (int at = 0; at < events.size(); at++) {
      if (isShown(at, events.size(), marked)) {
        if (at > last + 1) {
          lines.add(INDENT + "⋮");
        }
        var kind = failure.deviation().signature.kind();
        var mark = at == marked ? "   ← " + words.say("mark." + name(kind)) : "";
        lines.addAll(lines(events.get(at), isSingle, mark));
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
  static int marked(List<Event> events, Deviation deviation) {
    if (events.isEmpty() || !CAME.contains(deviation.signature.kind())) {
      return -1;
    }
    var place = deviation.place;
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

  /** The first line has the time and the arrow; the others have the rest of the data. */
  private List<String> lines(Event event, boolean isSingle, String mark) {
    boolean isFromGrader = event.kind().isFromGrader();
    var time = PlainText.padded("+" + event.at().toMillis() + " ms", TIME_COLUMNS);
    var client = isSingle || event.who().isEmpty() ? "" : name(event.who()) + "  ";
    var arrow = isFromGrader ? "──▶" : event.who().isEmpty() ? "" : "◀──";
    int rightColumn = INDENT.length() + TIME_COLUMNS + DATA_COLUMNS + ARROW_COLUMNS;
    int others = isFromGrader ? INDENT.length() + TIME_COLUMNS : rightColumn;
    var data = data(event, PlainText.COLUMNS - others);
    var left = isFromGrader ? client + data.getFirst() : client;
    var right = isFromGrader ? "" : data.getFirst();
    var lines = new ArrayList<String>();
    lines.add(
        (INDENT
                    + time
                    + PlainText.padded(left + " ", DATA_COLUMNS)
                    + PlainText.padded(arrow, ARROW_COLUMNS)
                    + right)
                .stripTrailing()
            + mark);
    data.stream().skip(1).map(line -> " ".repeat(others) + line).forEach(lines::add);
    return lines;
  }

  String name(String who) {
    return who.startsWith(Transcript.UPSTREAM)
        ? words.say("transcript.server", who.substring(Transcript.UPSTREAM.length()))
        : words.say("transcript.client", who);
  }

  /**
   * What an event shows: text and bytes, or its name.
   *
   * @param columns for each line after the first one
   */
  List<String> data(Event event, int columns) {
    return switch (event.kind()) {
      case CONNECTED, ACCEPTED -> List.of(words.say("event.connected"));
      case SENT, RECEIVED -> bytes(event.head(), event.count(), columns);
      case SENT_FIN, RECEIVED_FIN -> List.of("FIN");
      case SENT_RST, RECEIVED_RST -> List.of("RST");
      case SIGTERM -> List.of("SIGTERM");
      case STDOUT -> {
        var lines = new ArrayList<>(bytes(event.head(), event.count(), columns));
        lines.set(0, "stdout " + lines.getFirst());
        yield lines;
      }
      case EXITED -> List.of(words.say("event.exited", "" + event.count()));
    };
  }

  /**
   * @param head the first bytes of so many
   */
  private List<String> bytes(byte[] head, long count, int columns) {
    var text = Bytes.decoded(head, count > head.length);
    if (text.isPresent() && count <= Bytes.SHOWN_MAX) {
      return List.of(
          PlainText.padded(Bytes.quoted(text.get(), false), TEXT_COLUMNS)
              + " "
              + Bytes.hex(head, HEX_BYTES_MAX));
    }
    if (text.isEmpty() && count <= BYTES_PER_LINE) {
      return List.of(Bytes.hex(head));
    }
    if (text.isEmpty() && count > Event.LONG_BYTES) {
      return List.of(words.say("bytes", "" + count, Bytes.hex(head, HEX_BYTES_MAX)));
    }
    var lines = new ArrayList<String>();
    lines.add(words.say("bytes", "" + count, "").stripTrailing());
    if (text.isPresent()) {
      lines.addAll(textLines(text.get(), count > head.length, columns));
    } else {
      for (int at = 0; at < head.length; at += BYTES_PER_LINE) {
        lines.add(hexLine(Bytes.part(head, at, Math.min(head.length, at + BYTES_PER_LINE))));
      }
    }
    return lines;
  }

  /** The first lines of a text, each in quotation marks, and cut at the end of the terminal. */
  private static List<String> textLines(String text, boolean isCut, int columns) {
    var lines = text.split("(?<=\n)");
    var shown = new ArrayList<String>();
    for (int i = 0; i < Math.min(LINES_MAX, lines.length); i++) {
      boolean isLast = i == lines.length - 1;
      var line = lines[i];
      var quoted = Bytes.quoted(line, isLast && isCut);
      while (PlainText.width(quoted) > columns) {
        line = line.substring(0, line.offsetByCodePoints(line.length(), -1));
        quoted = Bytes.quoted(line, true);
      }
      shown.add(quoted);
    }
    if (lines.length > LINES_MAX) {
      shown.add("⋮");
    }
    return shown;
  }

  /** As xxd prints a line: bytes, and their characters. */
  private static String hexLine(byte[] bytes) {
    var characters = new String(bytes, ISO_8859_1).replaceAll("[^ -~]", ".");
    return PlainText.padded(Bytes.hex(bytes), 3 * BYTES_PER_LINE + 1) + characters;
  }
}
