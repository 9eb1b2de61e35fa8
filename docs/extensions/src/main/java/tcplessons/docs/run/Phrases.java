package tcplessons.docs.run;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tcplessons.docs.Words;

/** What the drawings of a run say, in the page's language. */
record Phrases(Words words) {

  private static final Pattern NUMBERED = Pattern.compile("(\\w+)-(\\d+)");

  private static final Pattern LESSON = Pattern.compile("lesson 0*(\\d+)");

  /** From here on milliseconds are too many digits to read. */
  private static final double LONG_RUN_MS = 10_000;

  private static final Map<String, String> PRODUCTS =
      Map.of("java", "Java", "node", "Node.js", "linux", "Linux");

  /** {@code client-2} as a reader of this language would say it. */
  String name(String participant) {
    var numbered = NUMBERED.matcher(participant);
    if (numbered.matches()) {
      return words.sayOr("who." + numbered.group(1), numbered.group(1)) + " " + numbered.group(2);
    }
    return words.sayOr("who." + participant, participant);
  }

  /** What a participant is made of; our own lessons by their number. */
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

  /** A length of time, as rough as a reader needs it. */
  String duration(double ms) {
    return ms < 1000
        ? words.say("run.milliseconds", decimal(0, ms))
        : words.say("run.seconds", decimal(1, ms / 1000));
  }

  /** HTML knows no more than three digits of a second's fraction. */
  static String machineTime(double ms) {
    return String.format(Locale.ROOT, "PT%.3fS", ms / 1000);
  }

  private static String decimal(int digits, double number) {
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  /** Names and versions of what the run was made with. */
  String versions(Map<String, String> with) {
    return new TreeMap<>(with)
        .entrySet().stream()
            .map(
                made -> PRODUCTS.getOrDefault(made.getKey(), made.getKey()) + " " + made.getValue())
            .collect(Collectors.joining(" · "));
  }
}
