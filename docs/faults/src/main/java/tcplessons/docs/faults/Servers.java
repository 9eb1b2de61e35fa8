package tcplessons.docs.faults;

import static tcplessons.docs.faults.Say.bytes;
import static tcplessons.docs.faults.Say.exactly;
import static tcplessons.docs.faults.Say.garbage;
import static tcplessons.docs.faults.Say.many;
import static tcplessons.docs.faults.Say.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tcplessons.docs.faults.Exchange.Answer;
import tcplessons.docs.faults.Exchange.Ask;
import tcplessons.docs.faults.Exchange.Listen;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.Dropped;
import tcplessons.docs.faults.Outcome.Forgotten;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Released;
import tcplessons.docs.faults.Outcome.Reset;
import tcplessons.docs.faults.Outcome.Stays;
import tcplessons.docs.faults.Outcome.Taken;
import tcplessons.docs.faults.Outcome.Waits;

/**
 * The servers, and what they are specified to do with each peer; here those of lessons 01 to 03.
 */
final class Servers {

  static final int MUCH = 1024 * 1024;
  static final int NOISE = 4096;

  /** More than the kernel's buffers of a tap's three connections hold: tcp(7), tcp_rmem. */
  static final int FLOOD = 256 * MUCH;

  /** For servers that may take for ever. */
  static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

  private static final byte[] HI = bytes("hello");

  private Servers() {}

  static List<Row> all() {
    return Stream.of(
            List.of(replyOnce(), hello(), lifecycle()),
            List.of(replyAlways(), echo(), tap()),
            List.of(idleTimeout(), readTimeout(), keepAlive(), noDelay()),
            HttpServers.all(),
            RoomServers.all(),
            BinaryServers.all())
        .flatMap(List::stream)
        .toList();
  }

  static Optional<Row> named(String id) {
    return all().stream().filter(row -> row.id().equals(id)).findFirst();
  }

  static Step step(int lesson, String name, String... args) {
    return new Step(lesson, name, List.of(args));
  }

  /** The same for servers whose peers differ in nothing but what they get for the message. */
  static Row simple(Step step, byte[] message, Outcome once, Outcome several) {
    return Row.of(step, new Ask(message, hears(once)))
        .bears(Column.DRIP, new Drip(message), once)
        .bears(Column.ONE_SEGMENT, new OneSegment(times(message, 3)), several);
  }

  static Hears hears(Outcome outcome) {
    return outcome instanceof Answered(var hears) ? hears : exactly("");
  }

  static byte[] times(byte[] message, int count) {
    return bytes(Say.text(message).repeat(count));
  }

  /** A server that answers so many bytes to its message; one that answers none hears half of it. */
  static Row resets(Row row, byte[] message, int answer) {
    var half = bytes(Say.text(message).substring(0, message.length / 2));
    return row.bears(Column.RESET_BEFORE, new Resetter(new byte[0], 0), new Forgotten())
        .bears(
            Column.RESET_DURING,
            answer > 0 ? new Resetter(message, 1) : new Resetter(half, 0),
            new Forgotten())
        .bears(Column.RESET_AFTER, new Resetter(message, answer), new Forgotten());
  }

  private static Row replyOnce() {
    var test = new Answered(exactly("test"));
    return resets(simple(step(1, "reply-once"), HI, test, test), HI, 4)
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed())
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(exactly("")))
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), FLOOD, Peer.PATIENCE, false),
            new Limited("1 MiB", Duration.ZERO, new Reset()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(HI, Peer.PATIENCE),
            new Released("10 s", Duration.ofSeconds(10), exactly("test")))
        .bears(Column.OVERSIZE, new Talker(many('a', MUCH)), test)
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), test);
  }

  private static Row hello() {
    var greeting = exactly("[tcp/ip] hello world!\n");
    var greeted = new Answered(greeting);
    return resets(simple(step(1, "hello"), HI, greeted, greeted), HI, 22)
        .bears(Column.HALF_CLOSE, new HalfCloser(), greeted)
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(greeting))
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), 4 * MUCH, Duration.ofSeconds(2), false),
            new Taken())
        .bears(Column.NEVER_CLOSES, new NeverCloser(HI, LONG_ENOUGH), new Stays(greeting))
        .bears(Column.OVERSIZE, new Talker(many('a', MUCH)), greeted)
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), greeted);
  }

  private static Row lifecycle() {
    return echoes(step(1, "lifecycle", "--backlog", "511"));
  }

  private static Row echo() {
    return echoes(step(2, "echo"));
  }

  private static Row tap() {
    return echoes(step(2, "tap")).behind(step(2, "echo"));
  }

  private static Row echoes(Step step) {
    return echoesExcept(step, HI)
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(exactly("")))
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), FLOOD, Peer.PATIENCE, true),
            new Waits())
        .bears(Column.NEVER_CLOSES, new NeverCloser(HI, LONG_ENOUGH), new Stays(exactly(HI)));
  }

  /** Whatever comes goes back; how long it may take is another question. */
  static Row echoesExcept(Step step, byte[] message) {
    var same = new Answered(exactly(message));
    var thrice = new Answered(exactly(times(message, 3)));
    var much = many('a', MUCH);
    var noise = garbage(NOISE);
    return resets(simple(step, message, same, thrice), message, message.length)
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed())
        .bears(Column.OVERSIZE, new Talker(much), new Answered(exactly(much)))
        .bears(Column.GARBAGE, new Talker(noise), new Answered(exactly(noise)));
  }

  private static Row replyAlways() {
    var test = new Answered(exactly("test"));
    // One answer for each read, and how the bytes come is the network's business.
    var tests = new Answered(pattern("(test)+"));
    return resets(simple(step(2, "reply-always"), HI, test, test), HI, 4)
        .bears(Column.DRIP, new Drip(HI), new Answered(pattern("(test){1,5}")))
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed())
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(exactly("")))
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), MUCH, Duration.ofSeconds(2), false),
            new Taken())
        .bears(Column.NEVER_CLOSES, new NeverCloser(HI, LONG_ENOUGH), new Stays(exactly("test")))
        .bears(Column.OVERSIZE, new Talker(many('a', MUCH)), tests)
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), tests);
  }

  private static Row idleTimeout() {
    var limit = Duration.ofSeconds(3);
    var farewell = "idle timeout..";
    return echoesExcept(step(3, "idle-timeout", "--timeout", "3s"), HI)
        .bears(
            Column.SILENT,
            new Silent(Peer.PATIENCE),
            new Limited("3 s", limit, new Answered(exactly(farewell))))
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), FLOOD, Peer.PATIENCE, false),
            new Limited("3 s + 1 s", limit.plusSeconds(1), new Reset()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(HI, Peer.PATIENCE),
            new Released("3 s", limit, exactly(Say.text(HI) + farewell)));
  }

  private static Row readTimeout() {
    var limit = Duration.ofSeconds(3);
    return takes(step(3, "read-timeout", "--timeout", "1s"), HI)
        .bears(
            Column.SILENT, new Silent(Peer.PATIENCE), new Limited("3 × 1 s", limit, new Closed()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(HI, Peer.PATIENCE),
            new Released("3 × 1 s", limit, exactly("")));
  }

  private static Row keepAlive() {
    var step = step(3, "keep-alive", "--idle", "1s", "--interval", "1s", "--count", "2");
    return takes(step, HI)
        .bears(Column.SILENT, new Silent(LONG_ENOUGH), new Stays(exactly("")))
        .bears(Column.NEVER_CLOSES, new NeverCloser(HI, LONG_ENOUGH), new Stays(exactly("")));
  }

  /** A server that listens and never says anything. */
  static Row takes(Step step, byte[] message) {
    return resets(simple(step, message, new Closed(), new Closed()), message, 0)
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Closed())
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), MUCH, Duration.ofSeconds(2), false),
            new Taken())
        .bears(Column.OVERSIZE, new Talker(many('a', MUCH)), new Closed())
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), new Closed());
  }

  private static Row noDelay() {
    var all = exactly("ABCABCABC");
    var answer = bytes("!!!");
    return resets(Row.of(step(3, "no-delay", "--rounds", "1"), new Answer(3, all)), answer, 3)
        .alone(new Listen(all))
        .bears(Column.DRIP, new Drip(answer), new Answered(pattern("(ABC){1,3}")))
        .bears(Column.ONE_SEGMENT, new OneSegment(answer), new Answered(exactly("ABCABC")))
        .bears(Column.HALF_CLOSE, new HalfCloser(), new Answered(exactly("ABC")))
        .bears(
            Column.SILENT,
            new Silent(Peer.PATIENCE),
            new Limited("3 × 1 s", Duration.ofSeconds(3), new Answered(all)))
        .bears(
            Column.NEVER_READS,
            new NeverReader(many('a', NOISE), FLOOD, Peer.PATIENCE, false),
            new Reset())
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(answer, Peer.PATIENCE),
            new Released("1 s", Duration.ofSeconds(1), all))
        .bears(Column.OVERSIZE, new Talker(many('a', MUCH)), new Dropped())
        .bears(Column.GARBAGE, new Talker(garbage(NOISE)), new Dropped());
  }
}
