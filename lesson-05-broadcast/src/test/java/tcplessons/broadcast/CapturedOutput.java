package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What a step prints, as lines. Every lesson has the same copy. */
final class CapturedOutput extends PrintStream {

  /** The longest wait of a test; only a failing test waits this long. */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  static {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollDelay(Duration.ZERO); // poll at once: most conditions already hold
  }

  private final ByteArrayOutputStream bytes;

  CapturedOutput() {
    this(new ByteArrayOutputStream());
  }

  private CapturedOutput(ByteArrayOutputStream bytes) {
    super(bytes, true, UTF_8);
    this.bytes = bytes;
  }

  List<String> lines() {
    return withoutDetail(bytes.toString(UTF_8)).lines().toList();
  }

  /** Without the words that some builds of Java 25 add when a connect with a timeout fails. */
  static String withoutDetail(String text) {
    return text.replace(" (connect failed)", "");
  }

  /** Waits until a line has been printed that is equal to this one. */
  void awaitLine(String line) {
    awaitLine(line::equals);
  }

  /** Waits until a matching line has been printed, and returns the first. */
  String awaitLine(Predicate<String> matches) {
    await().untilAsserted(() -> assertThat(lines()).anyMatch(matches));
    return lines().stream().filter(matches).findFirst().orElseThrow();
  }

  /** Waits until this many lines have been printed, and returns all lines. */
  List<String> awaitLines(int count) {
    await().untilAsserted(() -> assertThat(lines()).hasSizeGreaterThanOrEqualTo(count));
    return lines();
  }

  /** Waits for the line {@code listen on port N} of a server, and returns N. */
  int awaitPort() {
    var announcement = "listen on port ";
    var line = awaitLine(it -> it.startsWith(announcement));
    return Integer.parseInt(line.substring(announcement.length()));
  }
}
