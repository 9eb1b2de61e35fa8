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
import tcplessons.docs.runs.Run.Console;

/**
 * Tells whether two runs of one scenario are the same but for what no two runs have in common.
 *
 * <p>Each run is written down as lines without times, and the lines are compared: what each
 * participant printed and how it ended, then each connection's packets.
 */
final class Comparison {

  private static final int CONTEXT = 3;

  /** Applied to every line of every run. */
  private static final List<Scenario.Blur> ALWAYS =
      List.of(
          // A client's port is any of Linux's ephemeral ones, 32768 to 60999.
          blur(
              "(?<![\\d.])(3276[89]|327[7-9]\\d|32[89]\\d\\d|3[3-9]\\d{3}|[45]\\d{4}|60\\d{3})\\b",
              "PORT"),
          blur("\\b(pid|fd)=\\d+", "$1=N"),
          blur("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?", "DATE"),
          blur("\\b\\d\\d:\\d\\d:\\d\\d\\b", "TIME"),
          // Three numbers, not the four of an address.
          blur("(?<![\\d.])v?\\d+\\.\\d+\\.\\d+(?![\\d.]*\\d)", "VERSION"),
          // Columns are as wide as the pids and ports in them.
          blur("[ \\t]+", " "));

  private final List<Scenario.Blur> blurs;
  private final boolean unordered;
  private final boolean packets;
  private final boolean inAnyOrder;

  /**
   * @param packets whether to compare what was on the wire, too
   */
  Comparison(Scenario scenario, boolean packets) {
    this.blurs = new ArrayList<>(scenario.blurs());
    this.blurs.addAll(ALWAYS);
    this.unordered = scenario.unordered();
    this.packets = packets;
    this.inAnyOrder = scenario.anyOrder();
  }

  private static Scenario.Blur blur(String regex, String replacement) {
    return new Scenario.Blur(Pattern.compile(regex), replacement);
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
      for (var console : Console.values()) {
        // The order of lines between two streams, and between two processes, is anybody's.
        var mark = "  " + console.name().toLowerCase(Locale.ROOT) + "| ";
        var printed =
            run.events(Run.Print.class)
                .filter(print -> print.who().equals(participant.name()))
                .filter(print -> print.stream() == console)
                .map(print -> blurred(mark + print.text()));
        (inAnyOrder ? printed.sorted() : printed).forEach(lines::add);
      }
      lines.add("  exit " + Objects.requireNonNullElse(participant.exit(), "none: still running"));
    }
    if (packets) {
      run.events(Run.Segment.class)
          .collect(Collectors.groupingBy(Run.Segment::connection))
          .forEach((number, segments) -> lines.addAll(connection(number, segments)));
    }
    return lines.stream().map(this::blurred).toList();
  }

  private String blurred(String line) {
    var blurred = line;
    for (var blur : blurs) {
      blurred = blur.apply(blurred);
    }
    return blurred.stripTrailing();
  }

  private List<String> connection(int number, List<Run.Segment> segments) {
    var lines = new ArrayList<String>();
    var first = segments.getFirst();
    var client = name(first.toServer() ? first.from() : first.to());
    var server = name(first.toServer() ? first.to() : first.from());
    lines.add("connection %d: %s to %s".formatted(number, client, server));
    Step last = null;
    var sent = new HashMap<Boolean, Long>();
    var telling = withoutLateResets(segments);
    for (var segment : unordered ? byDirection(telling) : telling) {
      long known = sent.getOrDefault(segment.toServer(), 0L);
      sent.put(segment.toServer(), Math.max(known, end(segment)));
      for (var step : steps(segment, known)) {
        var merged = last == null ? null : last.and(step);
        if (merged != null) {
          lines.removeLast();
          last = merged;
        } else {
          last = step;
        }
        lines.add("  " + last);
      }
    }
    return lines;
  }

  /**
   * Where both ends have ended, RST answers what was sent again: whether anything was, is chance.
   */
  private static List<Run.Segment> withoutLateResets(List<Run.Segment> segments) {
    var telling = new ArrayList<Run.Segment>();
    var ended = new HashSet<Boolean>();
    for (var segment : segments) {
      if (segment.flags().contains("FIN")) {
        ended.add(segment.toServer());
      }
      if (ended.size() < 2 || !segment.flags().contains("RST")) {
        telling.add(segment);
      }
    }
    return telling;
  }

  private static List<Run.Segment> byDirection(List<Run.Segment> segments) {
    return segments.stream().sorted(Comparator.comparing(segment -> !segment.toServer())).toList();
  }

  private static String name(String participant) {
    return participant == null ? "nobody" : participant;
  }

  /**
   * What a segment means, without the chances of its making.
   *
   * @param what SYN, SYN ACK, FIN, RST or data
   */
  private record Step(String from, String what, String hex, Map<String, String> states) {

    /** Both as one, or null: how writes are cut into segments, or resets repeated, is chance. */
    Step and(Step next) {
      if (!Objects.equals(from, next.from) || !what.equals(next.what)) {
        return null;
      }
      return switch (what) {
        case "data" -> new Step(from, what, hex + next.hex, states);
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
   * How often something is sent again, until it is acknowledged or given up, is chance.
   *
   * @param known up to where the sender has sent before
   */
  private List<Step> steps(Run.Segment segment, long known) {
    var steps = new ArrayList<Step>();
    var flags = segment.flags();
    boolean isNews = end(segment) > known || !segment.states().isEmpty();
    if (flags.contains("SYN") && isNews) {
      steps.add(step(segment, flags.contains("ACK") ? "SYN ACK" : "SYN", ""));
    }
    long old = Math.max(0, known - segment.seq());
    if (segment.length() > old) {
      // Data may come with the handshake's last ACK or after it, so it says nothing about states.
      var hex = segment.hex().substring((int) Math.min(2 * old, segment.hex().length()));
      steps.add(new Step(segment.from(), "data", hex, Map.of()));
    }
    if (flags.contains("FIN") && isNews) {
      steps.add(step(segment, "FIN", ""));
    }
    if (flags.contains("RST")) {
      steps.add(step(segment, "RST", ""));
    }
    // What remains is a pure ACK: whether one is sent, or the next segment says it, is a timer's
    // choice. The states that only it shows, FIN-WAIT-2 and the end of LAST-ACK, go with it.
    return steps;
  }

  /** What follows it in the sequence space, where SYN and FIN take one number each. */
  private static long end(Run.Segment segment) {
    return segment.seq()
        + segment.length()
        + (segment.flags().contains("SYN") ? 1 : 0)
        + (segment.flags().contains("FIN") ? 1 : 0);
  }

  private Step step(Run.Segment segment, String what, String hex) {
    return new Step(segment.from(), what, hex, unordered ? Map.of() : segment.states());
  }
}
