package tcplessons.binary;

import java.time.Duration;

/** Times as this lesson's command line reads and writes them: 200ms, 5s. */
final class Durations {

  private Durations() {}

  static String show(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /**
   * @throws IllegalArgumentException if it is none, or has no unit
   */
  static Duration parse(String text) {
    if (text.matches("\\d{1,6}ms")) {
      return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
    }
    if (text.matches("\\d{1,6}s")) {
      return Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
    }
    throw new IllegalArgumentException("'" + text + "' is not a time, such as 200ms or 5s");
  }
}
