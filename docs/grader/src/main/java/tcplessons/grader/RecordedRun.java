package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A recorded run of the pages, {@code docs/runs/recorded/ID.json}, as far as case files use it. */
record RecordedRun(List<Event> events) {

  /** Columns of the time, and of the participants. */
  private static final int TIME_COLUMNS = 13;

  private static final int WHO_COLUMNS = 20;
  private static final int HEX_BYTES_MAX = 24;
  private static final String KERNEL = "kernel";

  sealed interface Event {
    double ms();

    String line();
  }

  /** Something that a participant does. */
  record Action(double ms, String who, String kind, String text) implements Event {

    boolean isOutput() {
      return kind.equals("print");
    }

    @Override
    public String line() {
      var shown =
          switch (kind) {
            case "print" -> "> " + text;
            case "input" -> "< " + text;
            default -> (kind + " " + text).strip();
          };
      return PlainText.padded(who, WHO_COLUMNS) + shown;
    }
  }

  /**
   * @param bytes of the payload, at most the first 512
   */
  record Packet(
      double ms,
      String from,
      String to,
      boolean isToServer,
      List<String> flags,
      int length,
      byte[] bytes)
      implements Event {

    boolean has(String flag) {
      return flags.contains(flag);
    }

    @Override
    public String line() {
      var line = PlainText.padded(from + " ──▶ " + to, WHO_COLUMNS) + String.join(" ", flags);
      return length == 0 ? line : line + "   " + length + " bytes   " + Bytes.text(bytes);
    }
  }

  static RecordedRun read(Path file) throws IOException {
    var run = object(Json.parse(Files.readString(file)));
    var programs = new HashMap<String, String>();
    for (var participant : list(run, "participants")) {
      programs.put((String) participant.get("name"), (String) participant.get("by"));
    }
    var events = new ArrayList<Event>();
    for (var event : list(run, "events")) {
      events.add(event.get("kind").equals("packet") ? packet(event) : action(event, programs));
    }
    return new RecordedRun(List.copyOf(events));
  }

  private static Action action(Map<String, Object> event, Map<String, String> programs) {
    var kind = (String) event.get("kind");
    var who = (String) event.getOrDefault("who", "");
    var text =
        switch (kind) {
          case "start" -> programs.get(who);
          case "print", "input" -> (String) event.get("text");
          case "signal" -> "SIG" + event.get("signal");
          case "exit" -> "" + number(event, "code");
          case "link" -> (String) event.get("state");
          default -> "";
        };
    return new Action((double) event.get("ms"), who, kind, text);
  }

  private static Packet packet(Map<String, Object> event) {
    var flags = new ArrayList<String>();
    for (var flag : (List<?>) event.get("flags")) {
      flags.add((String) flag);
    }
    return new Packet(
        (double) event.get("ms"),
        event.get("from") instanceof String from ? from : KERNEL,
        event.get("to") instanceof String to ? to : KERNEL,
        (boolean) event.get("toServer"),
        List.copyOf(flags),
        number(event, "length"),
        HexFormat.of().parseHex((String) event.get("hex")));
  }

  private static int number(Map<String, Object> object, String key) {
    return ((Double) object.get(key)).intValue();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  private static List<Map<String, Object>> list(Map<String, Object> object, String key) {
    return ((List<?>) object.get(key)).stream().map(RecordedRun::object).toList();
  }

  List<Packet> packets() {
    return events.stream().filter(Packet.class::isInstance).map(Packet.class::cast).toList();
  }

  /** What a participant prints, line by line. */
  List<String> output(String who) {
    return events.stream()
        .filter(event -> event instanceof Action action && action.who().equals(who))
        .map(Action.class::cast)
        .filter(Action::isOutput)
        .map(Action::text)
        .toList();
  }

  /** All events, as text for a terminal. The bytes of a packet are in a line of their own. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var event : events) {
      var time = "+%.1f ms".formatted(event.ms());
      var line = PlainText.padded(time, TIME_COLUMNS) + event.line();
      lines.add(line.replaceAll("\\p{Cntrl}", "\uFFFD").stripTrailing());
      if (event instanceof Packet packet && packet.length() > 0) {
        lines.add(" ".repeat(TIME_COLUMNS) + Bytes.hex(packet.bytes(), HEX_BYTES_MAX));
      }
    }
    return lines;
  }
}
