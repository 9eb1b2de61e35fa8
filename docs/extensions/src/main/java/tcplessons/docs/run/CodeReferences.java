package tcplessons.docs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/**
 * The lines of code behind the events of a run: the file {@code ID.code} beside the recorded run.
 *
 * <p>Each of its lines names a kind of event and a callout in a tagged region of a source file:
 *
 * <pre>
 * server sends data  -&gt; Hello.java greet 1
 * server gets FIN    -&gt; Hello.java greet 2
 * server prints "goodbye" -&gt; Hello.java greet 2
 * </pre>
 *
 * <p>{@code sends} means that the line has caused the packet, {@code gets} that a call in the line
 * has returned because of it. A number after the kind picks one of several packets.
 */
record CodeReferences(List<Reference> references) {

  static final CodeReferences NONE = new CodeReferences(List.of());

  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) +(?:(sends|gets) +(SYN|handshake|data|FIN|RST)(?: +(\\d+))?|prints +\"(.+)\")"
              + " +-> +(\\S+) +(\\S+) +(\\d+)");

  /** A callout in a tagged region of a source file of the run's lesson. */
  record Callout(String file, String tag, int number) {

    /** Identifies the callout on a page. */
    String key() {
      return "code-%s-%s-%d".formatted(file.replace('.', '-'), tag, number);
    }

    @Override
    public String toString() {
      return "callout <%d> in %s of %s".formatted(number, tag, file);
    }
  }

  /** How an event and a line of code belong together. */
  enum Role {
    SENDS,
    GETS,
    PRINTS
  }

  record Reference(String who, Role role, Predicate<Event> events, Callout callout) {}

  /** The references of an event, in the order of the file. */
  List<Reference> of(Event event) {
    return references.stream().filter(reference -> reference.events().test(event)).toList();
  }

  boolean isEmpty() {
    return references.isEmpty();
  }

  /**
   * @param root of the project, in which the callouts must exist
   */
  static CodeReferences read(Path folder, Run run, Path root)
      throws RecordedRuns.RunReferenceException {
    var file = folder.resolve(run.id() + ".code");
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      var references = new ArrayList<Reference>();
      for (var line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          references.add(parse(line, run, root));
        }
      }
      return new CodeReferences(List.copyOf(references));
    } catch (IOException e) {
      throw new RecordedRuns.RunReferenceException(file.getFileName() + ": " + e.getMessage());
    }
  }

  private static Reference parse(String line, Run run, Path root)
      throws RecordedRuns.RunReferenceException, IOException {
    var parts = LINE.matcher(line.strip());
    if (!parts.matches()) {
      throw problem(run, line, "not of the form WHO sends|gets|prints WHAT -> FILE TAG CALLOUT");
    }
    var who = RecordedRuns.participant(run, parts.group(1)).name();
    var callout = new Callout(parts.group(6), parts.group(7), Integer.parseInt(parts.group(8)));
    if (!exists(callout, root.resolve(run.lesson()).resolve("src"))) {
      throw problem(run, line, run.lesson() + " has no " + callout);
    }
    Role role;
    Predicate<Event> events;
    if (parts.group(2) == null) {
      role = Role.PRINTS;
      var text = parts.group(5);
      events =
          event ->
              event instanceof Event.Print print
                  && print.who().equals(who)
                  && print.text().contains(text);
    } else {
      role = Role.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
      events = packets(run, who, role, parts.group(3), parts.group(4));
    }
    if (run.events().stream().noneMatch(events)) {
      throw problem(run, line, "the run has no such event");
    }
    return new Reference(who, role, events, callout);
  }

  private static RecordedRuns.RunReferenceException problem(Run run, String line, String message) {
    return new RecordedRuns.RunReferenceException(
        "%s.code: \"%s\": %s".formatted(run.id(), line.strip(), message));
  }

  private static Predicate<Event> packets(
      Run run, String who, Role role, String kind, String number) {
    var packets =
        run.packets().stream()
            .filter(packet -> who.equals(role == Role.SENDS ? packet.from() : packet.to()))
            .filter(packet -> isOfKind(packet, kind, who))
            .toList();
    if (number == null) {
      return packets::contains;
    }
    int index = Integer.parseInt(number) - 1;
    return event -> index < packets.size() && packets.get(index).equals(event);
  }

  private static boolean isOfKind(Event.Packet packet, String kind, String who) {
    return switch (kind) {
      case "data" -> packet.length() > 0;
      case "handshake" -> "ESTABLISHED".equals(packet.states().get(who));
      default -> packet.flags().contains(kind);
    };
  }

  /** Whether a region of the file has that callout. */
  private static boolean exists(Callout callout, Path sources) throws IOException {
    try (var files = Files.walk(sources)) {
      for (var file : files.filter(path -> path.endsWith(callout.file())).toList()) {
        boolean isInside = false;
        for (var line : Files.readAllLines(file)) {
          isInside = line.strip().endsWith("tag::" + callout.tag() + "[]") || isInside;
          isInside = isInside && !line.strip().endsWith("end::" + callout.tag() + "[]");
          if (isInside && line.matches(".*//.*<" + callout.number() + ">.*")) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
