package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

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
}
