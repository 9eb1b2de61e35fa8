package tcplessons.docs.runs;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.OutputStream;
import tcplessons.docs.model.Run;

/**
 * Compares a replay with the recorded run of its scenario, apart from what differs in every run.
 *
 * <p>Each run becomes a list of lines without times: what each participant printed and its exit
 * code, then the packets of each connection. Windows and TCP options are not compared.
 */
final class RunComparison {

  private static final int CONTEXT = 3;

  /** Applied to every line of every run. */
  private static final List<Scenario.Normalization> ALWAYS =
      List.of(
          // A client's port is an ephemeral one: 32768 to 60999 on Linux.
          normalize(
              "(?<![\\d.])(3276[89]|327[7-9]\\d|32[89]\\d\\d|3[3-9]\\d{3}|[45]\\d{4}|60\\d{3})\\b",
              "PORT"),
          normalize("\\b(pid|fd)=\\d+", "$1=N"),
          normalize("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?", "DATE"),
          normalize("\\b\\d\\d:\\d\\d:\\d\\d\\b", "TIME"),
          // Three numbers, unlike an address with its four.
          normalize("(?<![\\d.])v?\\d+\\.\\d+\\.\\d+(?![\\d.]*\\d)", "VERSION"),
          // The width of a column depends on the pids and ports in it.
          normalize("[ \\t]+", " "),
          // The head of a column without values: it depends on the version of ss.
          normalize("Peer Address:Port ?Process$", "Peer Address:Port"),
          // Some builds of Java 25 add this when a connect with a timeout fails.
          normalize(" \\(connect failed\\)", ""));

  private final List<Scenario.Normalization> normalizations;
  private final boolean unordered;
  private final boolean packets;
  private final boolean unorderedLines;

  /**
   * @param packets whether to compare the packets too
   */
  RunComparison(Scenario scenario, boolean packets) {
    this.normalizations = new ArrayList<>(scenario.normalizations());
    this.normalizations.addAll(ALWAYS);
    this.unordered = scenario.unordered();
    this.packets = packets;
    this.unorderedLines = scenario.unorderedLines();
  }

  private static Scenario.Normalization normalize(String regex, String replacement) {
    return new Scenario.Normalization(Pattern.compile(regex), replacement);
  }

  /** A unified diff, empty if the runs are the same. */
  List<String> differences(Run recorded, Run played) {
    var before = lines(recorded);
    var diff = DiffUtils.diff(before, lines(played));
    return UnifiedDiffUtils.generateUnifiedDiff("recorded", "played", before, diff, CONTEXT);
  }

  List<String> lines(Run run) {
    var lines = new ArrayList<String>();
    for (var participant : run.participants()) {
      lines.add("%s: %s".formatted(participant.name(), participant.command()));
      for (var stream : OutputStream.values()) {
        // The order of lines of two streams, and of two processes, differs from run to run.
        var prefix = "  " + stream.name().toLowerCase(Locale.ROOT) + "| ";
        var printed =
            run.events(Event.Print.class)
                .filter(print -> print.who().equals(participant.name()))
                .filter(print -> print.stream() == stream)
                .map(print -> normalized(prefix + print.text()));
        (unorderedLines ? printed.sorted() : printed).forEach(lines::add);
      }
      lines.add("  exit " + Objects.requireNonNullElse(participant.exit(), "none: still running"));
    }
    if (packets) {
      run.events(Event.Packet.class)
          .collect(Collectors.groupingBy(Event.Packet::connection))
          .forEach((number, sent) -> lines.addAll(connection(number, sent)));
    }
    return lines.stream().map(this::normalized).toList();
  }

  private String normalized(String line) {
    var normalized = line;
    for (var normalization : normalizations) {
      normalized = normalization.apply(normalized);
    }
    return normalized.stripTrailing();
  }

  private List<String> connection(int number, List<Event.Packet> packets) {
    var lines = new ArrayList<String>();
    var first = packets.getFirst();
    var client = name(first.toServer() ? first.from() : first.to());
    var server = name(first.toServer() ? first.to() : first.from());
    lines.add("connection %d: %s to %s".formatted(number, client, server));
    PacketContent last = null;
    var sent = new HashMap<Boolean, Long>();
    var significant = withoutLateResets(packets);
    for (var packet : unordered ? byDirection(significant) : significant) {
      long known = sent.getOrDefault(packet.toServer(), 0L);
      sent.put(packet.toServer(), Math.max(known, packet.end()));
      for (var content : contents(packet, known)) {
        var merged = last == null ? null : last.and(content);
        if (merged != null) {
          lines.removeLast();
          last = merged;
        } else {
          last = content;
        }
        lines.add("  " + last);
      }
    }
    return lines;
  }

  /**
   * After both ends have sent FIN, a retransmitted segment is answered by RST: whether one is
   * retransmitted depends on timing.
   */
  private static List<Event.Packet> withoutLateResets(List<Event.Packet> packets) {
    var significant = new ArrayList<Event.Packet>();
    var closed = new HashSet<Boolean>();
    for (var packet : packets) {
      if (packet.flags().contains("FIN")) {
        closed.add(packet.toServer());
      }
      if (closed.size() < 2 || !packet.flags().contains("RST")) {
        significant.add(packet);
      }
    }
    return significant;
  }

  private static List<Event.Packet> byDirection(List<Event.Packet> packets) {
    return packets.stream().sorted(Comparator.comparing(packet -> !packet.toServer())).toList();
  }

  private static String name(String participant) {
    return participant == null ? "no listener" : participant;
  }

  /**
   * What a packet carries, apart from what depends on timing.
   *
   * @param what SYN, SYN ACK, FIN, RST or data
   */
  private record PacketContent(String from, String what, String hex, Map<String, String> states) {

    /** Both as one, or null. How writes are split, and how often RST is sent, depends on timing. */
    PacketContent and(PacketContent next) {
      if (!Objects.equals(from, next.from) || !what.equals(next.what)) {
        return null;
      }
      return switch (what) {
        case "data" -> new PacketContent(from, what, hex + next.hex, states);
        case "RST" -> this;
        default -> null;
      };
    }

    @Override
    public String toString() {
      return "%s %s %s %s".formatted(name(from), what, hex, states.isEmpty() ? "" : states);
    }
  }

  /**
   * Retransmissions are left out: their number depends on timing.
   *
   * @param known the sequence number up to which the sender has sent before
   */
  private List<PacketContent> contents(Event.Packet packet, long known) {
    var contents = new ArrayList<PacketContent>();
    var flags = packet.flags();
    boolean isNew = packet.end() > known || !packet.states().isEmpty();
    if (flags.contains("SYN") && isNew) {
      contents.add(content(packet, flags.contains("ACK") ? "SYN ACK" : "SYN", ""));
    }
    long old = Math.max(0, known - packet.seq());
    if (packet.length() > old) {
      // Data may come with the last ACK of the handshake or after it: its states are left out.
      var hex = packet.hex().substring((int) Math.min(2 * old, packet.hex().length()));
      contents.add(new PacketContent(packet.from(), "data", hex, Map.of()));
    }
    if (flags.contains("FIN") && isNew) {
      contents.add(content(packet, "FIN", ""));
    }
    if (flags.contains("RST")) {
      contents.add(content(packet, "RST", ""));
    }
    // A pure ACK is left out: whether one is sent, or the next segment acknowledges, depends on the
    // delayed-ACK timer. FIN-WAIT-2 and CLOSED after LAST-ACK, which only it shows, go with it.
    return contents;
  }

  private PacketContent content(Event.Packet packet, String what, String hex) {
    return new PacketContent(packet.from(), what, hex, unordered ? Map.of() : packet.states());
  }
}
