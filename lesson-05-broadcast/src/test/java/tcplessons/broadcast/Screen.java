package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;

/** Stands in for a terminal: what was printed can be read back as lines. */
final class Screen extends PrintStream {

  private final ByteArrayOutputStream printed;

  Screen() {
    this(new ByteArrayOutputStream());
  }

  private Screen(ByteArrayOutputStream printed) {
    super(printed, true, UTF_8);
    this.printed = printed;
  }

  List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }

  /** How many bytes were printed. */
  int size() {
    return printed.size();
  }

  void awaitLine(String line) {
    awaitLines(lines -> lines.contains(line));
  }

  void awaitLines(Predicate<List<String>> complete) {
    await()
        .atMost(Running.PATIENCE)
        .untilAsserted(() -> {
          if (!complete.test(lines())) {
            throw new AssertionError("so far: " + lines());
          }
        });
  }
}
