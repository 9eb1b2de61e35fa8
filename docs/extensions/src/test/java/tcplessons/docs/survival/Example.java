package tcplessons.docs.survival;

import java.util.List;
import tcplessons.docs.survival.Survival.Cell;
import tcplessons.docs.survival.Survival.Server;
import tcplessons.docs.survival.Survival.Vitals;

/** Servers that have met one silent peer. */
final class Example {

  static final Server HELLO = server(1, "hello", List.of(), new Cell("silent", "stays", ""));

  static final Server IDLE_TIMEOUT =
      server(
          3,
          "idle-timeout",
          List.of("--timeout", "2s"),
          new Cell("silent", "limited-answered", "2 s"));

  private Example() {}

  static Server server(int lesson, String step, List<String> args, Cell cell) {
    var vitals = new Vitals(19, 17, 4, 2, 2048);
    return new Server(lesson, step, args, 1200, vitals, vitals, List.of(cell));
  }
}
