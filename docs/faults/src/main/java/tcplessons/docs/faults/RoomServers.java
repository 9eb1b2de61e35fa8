package tcplessons.docs.faults;

import static tcplessons.docs.faults.Say.bytes;
import static tcplessons.docs.faults.Say.garbage;
import static tcplessons.docs.faults.Say.many;
import static tcplessons.docs.faults.Say.pattern;
import static tcplessons.docs.faults.Say.text;
import static tcplessons.docs.faults.Servers.FLOOD;
import static tcplessons.docs.faults.Servers.LONG_ENOUGH;
import static tcplessons.docs.faults.Servers.MUCH;
import static tcplessons.docs.faults.Servers.NOISE;
import static tcplessons.docs.faults.Servers.resets;
import static tcplessons.docs.faults.Servers.step;
import static tcplessons.docs.faults.Servers.times;

import java.time.Duration;
import java.util.List;
import tcplessons.docs.faults.Exchange.Ask;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Refused;
import tcplessons.docs.faults.Outcome.Released;
import tcplessons.docs.faults.Outcome.Reset;
import tcplessons.docs.faults.Outcome.Stays;

/** The servers of lesson 05. */
final class RoomServers {

  private static final String HELLO = "hello all\n";

  /**
   * A server of a cluster remembers the last MiB of what was said, to make up for what others lack.
   * Of lines as short as ours that is some 35,000, each of which takes 180 bytes of heap.
   */
  private static final long HISTORY = 8 * 1024 * 1024;

  private static final String BEHIND = "1 MiB";

  /** What others say comes between. */
  private static final String LINES = "(?:[^\n]*\n)*";

  private static final String WELCOME = "\\* welcome, you are [^\n]+\n" + LINES;

  private RoomServers() {}

  static List<Row> all() {
    return List.of(
        broadcast(),
        chat(step(5, "chat")),
        chat(step(5, Step.CLUSTER, "--cluster", "faults")).remembers(HISTORY));
  }

  private static Row broadcast() {
    var room = new Room(false);
    var message = bytes(HELLO);
    // What others say, of which no piece needs to end with a line.
    var others = Outcome.ANYTHING;
    var silence = new Answered(others);
    var noise = garbage(NOISE);
    var much = many('a', MUCH / 2);
    var row = Row.of(step(5, "broadcast"), room.talk()).in(room, new Ask(new byte[0], others));
    return resets(row, message, 0)
        .bears(Column.DRIP, Trial.of(new Drip(message), silence).tells(HELLO))
        .bears(
            Column.ONE_SEGMENT,
            Trial.of(new OneSegment(times(message, 3)), silence).tells(HELLO.repeat(3)))
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed(others))
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(others))
        .bears(
            Column.NEVER_READS,
            Trial.of(
                    new NeverReader(message, 100 * message.length, Peer.PATIENCE, false),
                    new Limited(BEHIND, Duration.ZERO, new Reset()))
                .whileThereIs(Room.monologue()))
        .bears(
            Column.NEVER_CLOSES,
            Trial.of(new NeverCloser(message, LONG_ENOUGH), new Stays(others)).tells(HELLO))
        .bears(Column.OVERSIZE, Trial.of(new Talker(much), silence).tells(text(much)))
        .bears(Column.GARBAGE, Trial.of(new Talker(noise), silence).tells(text(noise)));
  }

  private static Row chat(Step step) {
    var room = new Room(true);
    var message = bytes(HELLO);
    var welcomed = new Answered(pattern(WELCOME));
    var quit = bytes("/quit\n");
    var row = Row.of(step, room.talk()).in(room, new Ask(quit, pattern(WELCOME)));
    return resets(row, message, 10)
        .bears(Column.DRIP, Trial.of(new Drip(message), welcomed).tells(": " + HELLO))
        .bears(
            Column.ONE_SEGMENT,
            Trial.of(new OneSegment(times(message, 3)), welcomed).tells(": " + HELLO))
        .bears(Column.HALF_CLOSE, new HalfCloser(), welcomed)
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(pattern(WELCOME)))
        .bears(
            Column.NEVER_READS,
            new NeverReader(times(bytes("/x\n"), 1000), FLOOD, Peer.PATIENCE, false),
            new Limited(BEHIND, Duration.ZERO, new Reset()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(quit, Peer.PATIENCE),
            new Released("2 s", Duration.ofSeconds(2), pattern(WELCOME)))
        .bears(
            Column.OVERSIZE,
            new Talker(many('a', 2 * 1024)),
            new Refused(
                pattern(WELCOME + "\\* a line has at most 1024 bytes\\. Goodbye\n" + LINES)))
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), welcomed);
  }
}
