package tcplessons.docs.run;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tcplessons.docs.Words;

/** The text of a run's figures in the page's language. */
record Phrases(Words words) {

  private static final Pattern NUMBERED = Pattern.compile("(\\w+)-(\\d+)");

  private static final Pattern LESSON = Pattern.compile("lesson 0*(\\d+)");

  /** Runs of at least this length show seconds instead of milliseconds. */
  private static final double LONG_RUN_MS = 10_000;

  private static final Map<String, String> PRODUCTS =
      Map.of("java", "Java", "node", "Node.js", "linux", "Linux");

  /** The translated name of a participant such as {@code client-2}. */
  String name(String participant) {
    var numbered = NUMBERED.matcher(participant);
    if (numbered.matches()) {
      return words.sayOr("who." + numbered.group(1), numbered.group(1)) + " " + numbered.group(2);
    }
    return words.sayOr("who." + participant, participant);
  }

  /** The program of a participant: a lesson by its number, or the name of another program. */
  String madeBy(String by) {
    var lesson = LESSON.matcher(by);
    return lesson.matches() ? words.say("run.lesson", lesson.group(1)) : by;
  }

  /** A point on the time axis; all points of one run have the same unit. */
  String time(double ms, double lastMs) {
    return lastMs >= LONG_RUN_MS
        ? words.say("run.seconds", decimal(3, ms / 1000))
        : words.say("run.milliseconds", decimal(1, ms));
  }

  /** A duration: below one second in whole milliseconds, else in seconds with one decimal. */
  String duration(double ms) {
    return ms < 1000
        ? words.say("run.milliseconds", decimal(0, ms))
        : words.say("run.seconds", decimal(1, ms / 1000));
  }

  /** The time between two packets, which may be less than a millisecond. */
  String interval(double ms) {
    return ms < 10 ? words.say("run.milliseconds", decimal(3, ms)) : duration(ms);
  }

  /** The datetime attribute of HTML allows at most three digits of a fraction of a second. */
  static String machineTime(double ms) {
    return String.format(Locale.ROOT, "PT%.3fS", ms / 1000);
  }

  private static String decimal(int digits, double number) {
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  /** The programs with their versions, and the kernel parameters, of the recording. */
  String versions(Map<String, String> with) {
    return new TreeMap<>(with)
        .entrySet().stream()
            .map(
                made -> PRODUCTS.getOrDefault(made.getKey(), made.getKey()) + " " + made.getValue())
            .collect(Collectors.joining(" · "));
  }
}
