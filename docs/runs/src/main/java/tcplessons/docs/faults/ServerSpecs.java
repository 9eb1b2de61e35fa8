package tcplessons.docs.faults;

import static tcplessons.grader.peers.PeerBytes.bytes;
import static tcplessons.grader.peers.PeerBytes.exactly;
import static tcplessons.grader.peers.PeerBytes.pattern;
import static tcplessons.grader.peers.PeerBytes.randomBytes;
import static tcplessons.grader.peers.PeerBytes.repeat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tcplessons.docs.faults.Exchange.AcknowledgedStream;
import tcplessons.docs.faults.Exchange.ReceiveAll;
import tcplessons.docs.faults.Exchange.RequestResponse;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.faults.Outcome.AppliesBackpressure;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.ClosedAtLimit;
import tcplessons.docs.faults.Outcome.Consumed;
import tcplessons.docs.faults.Outcome.FinOrReset;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.ReleasedAfterReset;
import tcplessons.docs.faults.Outcome.Reset;
import tcplessons.docs.faults.Outcome.StaysOpen;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.BulkSender;
import tcplessons.grader.peers.ByteByByteSender;
import tcplessons.grader.peers.ExpectedBytes;
import tcplessons.grader.peers.HalfCloser;
import tcplessons.grader.peers.IdlePeer;
import tcplessons.grader.peers.NeverCloser;
import tcplessons.grader.peers.NeverReader;
import tcplessons.grader.peers.PeerBytes;
import tcplessons.grader.peers.Resetter;
import tcplessons.grader.peers.SingleSegmentSender;

/** All servers, and what is specified for each fault; those of lessons 01 to 03 are here. */
final class ServerSpecs {

  static final int MIB = 1024 * 1024;
  static final int RANDOM_BYTES = 4096;

  /** More than the kernel's buffers of a proxy's connections hold: tcp(7), tcp_rmem. */
  static final int BEYOND_BUFFERS_BYTES = 256 * MIB;

  /** How long a peer waits for a server without a time limit. */
  static final Duration OBSERVATION_TIME = Duration.ofSeconds(1);

  private static final byte[] HELLO = bytes("hello");

  private ServerSpecs() {}

  static List<ServerSpec> all() {
    return Stream.of(
            List.of(replyOnce(), hello(), lifecycle()),
            List.of(replyAlways(), echo(), tap()),
            List.of(idleTimeout(), readTimeout(), keepAlive(), noDelay()),
            HttpServerSpecs.all(),
            BroadcastServerSpecs.all(),
            BinaryServerSpecs.all())
        .flatMap(List::stream)
        .toList();
  }

  static Optional<ServerSpec> named(String id) {
    return all().stream().filter(spec -> spec.id().equals(id)).findFirst();
  }

  static ServerStep step(int lesson, String name, String... args) {
    return new ServerStep(lesson, name, List.of(args));
  }

  /**
   * A server that responds to a message.
   *
   * @param once the outcome of one message
   * @param several the outcome of three messages in one segment
   */
  static ServerSpec simple(ServerStep step, byte[] message, Outcome once, Outcome several) {
    return ServerSpec.of(step, new RequestResponse(message, response(once)))
        .expects(Fault.DRIP, new ByteByByteSender(message), once)
        .expects(Fault.ONE_SEGMENT, new SingleSegmentSender(repeat(message, 3)), several);
  }

  private static ExpectedBytes response(Outcome outcome) {
    return outcome instanceof Answered(var expected) ? expected : exactly("");
  }

  /**
   * @param responseBytes the length of the response to the message. Without a response the
   *     connection is reset in the middle of the message
   */
  static ServerSpec resets(ServerSpec spec, byte[] message, int responseBytes) {
    var half = bytes(PeerBytes.text(message).substring(0, message.length / 2));
    return spec.expects(Fault.RESET_BEFORE, new Resetter(new byte[0], 0), new ReleasedAfterReset())
        .expects(
            Fault.RESET_DURING,
            responseBytes > 0 ? new Resetter(message, 1) : new Resetter(half, 0),
            new ReleasedAfterReset())
        .expects(Fault.RESET_AFTER, new Resetter(message, responseBytes), new ReleasedAfterReset());
  }

  private static ServerSpec replyOnce() {
    var test = new Answered(exactly("test"));
    return resets(simple(step(1, "reply-once"), HELLO, test, test), HELLO, 4)
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed())
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(exactly("")))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Limited("1 MiB", Duration.ZERO, new Reset()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(HELLO, Waiting.LIMIT),
            new ClosedAtLimit("10 s", Duration.ofSeconds(10), exactly("test")))
        .expects(Fault.OVERSIZE, new BulkSender(repeat('a', MIB)), test)
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), test);
  }

  private static ServerSpec hello() {
    var greeting = exactly("[tcp/ip] hello world!\n");
    var greeted = new Answered(greeting);
    return resets(simple(step(1, "hello"), HELLO, greeted, greeted), HELLO, 22)
        .expects(Fault.HALF_CLOSE, new HalfCloser(), greeted)
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(greeting))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), 4 * MIB, Duration.ofSeconds(2), false),
            new Consumed())
        .expects(
            Fault.NEVER_CLOSES, new NeverCloser(HELLO, OBSERVATION_TIME), new StaysOpen(greeting))
        .expects(Fault.OVERSIZE, new BulkSender(repeat('a', MIB)), greeted)
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), greeted);
  }

  private static ServerSpec lifecycle() {
    return echoes(step(1, "lifecycle", "--backlog", "511"));
  }

  private static ServerSpec echo() {
    return echoes(step(2, "echo"));
  }

  private static ServerSpec tap() {
    return echoes(step(2, "tap")).proxyFor(step(2, "echo"));
  }

  private static ServerSpec echoes(ServerStep step) {
    return echoesWithoutLimits(step, HELLO)
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(exactly("")))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, true),
            new AppliesBackpressure())
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(HELLO, OBSERVATION_TIME),
            new StaysOpen(exactly(HELLO)));
  }

  /** An echo server, without the faults that its time limits decide. */
  static ServerSpec echoesWithoutLimits(ServerStep step, byte[] message) {
    var same = new Answered(exactly(message));
    var thrice = new Answered(exactly(repeat(message, 3)));
    var much = repeat('a', MIB);
    var noise = randomBytes(RANDOM_BYTES);
    return resets(simple(step, message, same, thrice), message, message.length)
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed())
        .expects(Fault.OVERSIZE, new BulkSender(much), new Answered(exactly(much)))
        .expects(Fault.GARBAGE, new BulkSender(noise), new Answered(exactly(noise)));
  }

  private static ServerSpec replyAlways() {
    var test = new Answered(exactly("test"));
    // One response for each read, and TCP may deliver the bytes in any number of reads.
    var tests = new Answered(pattern("(test)+"));
    return resets(simple(step(2, "reply-always"), HELLO, test, test), HELLO, 4)
        .expects(Fault.DRIP, new ByteByByteSender(HELLO), new Answered(pattern("(test){1,5}")))
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed())
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(exactly("")))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), MIB, Duration.ofSeconds(2), false),
            new Consumed())
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(HELLO, OBSERVATION_TIME),
            new StaysOpen(exactly("test")))
        .expects(Fault.OVERSIZE, new BulkSender(repeat('a', MIB)), tests)
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), tests);
  }

  private static ServerSpec idleTimeout() {
    var limit = Duration.ofSeconds(3);
    var farewell = "idle timeout..";
    return echoesWithoutLimits(step(3, "idle-timeout", "--timeout", "3s"), HELLO)
        .expects(
            Fault.SILENT,
            new IdlePeer(Waiting.LIMIT),
            new Limited("3 s", limit, new Answered(exactly(farewell))))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Limited("3 s + 1 s", limit.plusSeconds(1), new Reset()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(HELLO, Waiting.LIMIT),
            new ClosedAtLimit("3 s", limit, exactly(PeerBytes.text(HELLO) + farewell)));
  }

  private static ServerSpec readTimeout() {
    var limit = Duration.ofSeconds(3);
    return receives(step(3, "read-timeout", "--timeout", "1s"), HELLO)
        .expects(
            Fault.SILENT, new IdlePeer(Waiting.LIMIT), new Limited("3 × 1 s", limit, new Closed()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(HELLO, Waiting.LIMIT),
            new ClosedAtLimit("3 × 1 s", limit, exactly("")));
  }

  private static ServerSpec keepAlive() {
    var step = step(3, "keep-alive", "--idle", "1s", "--interval", "1s", "--count", "2");
    return receives(step, HELLO)
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(exactly("")))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(HELLO, OBSERVATION_TIME),
            new StaysOpen(exactly("")));
  }

  /** A server that only receives. */
  static ServerSpec receives(ServerStep step, byte[] message) {
    return resets(simple(step, message, new Closed(), new Closed()), message, 0)
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed())
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), MIB, Duration.ofSeconds(2), false),
            new Consumed())
        .expects(Fault.OVERSIZE, new BulkSender(repeat('a', MIB)), new Closed())
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), new Closed());
  }

  private static ServerSpec noDelay() {
    var all = exactly("ABCABCABC");
    var answer = bytes("!!!");
    return resets(
            ServerSpec.of(step(3, "no-delay", "--rounds", "1"), new AcknowledgedStream(3, all)),
            answer,
            3)
        .withSingleConnection(new ReceiveAll(all))
        .expects(Fault.DRIP, new ByteByByteSender(answer), new Answered(pattern("(ABC){1,3}")))
        .expects(
            Fault.ONE_SEGMENT, new SingleSegmentSender(answer), new Answered(exactly("ABCABC")))
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Answered(exactly("ABC")))
        .expects(
            Fault.SILENT,
            new IdlePeer(Waiting.LIMIT),
            new Limited("3 × 1 s", Duration.ofSeconds(3), new Answered(all)))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat('a', RANDOM_BYTES), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Reset())
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(answer, Waiting.LIMIT),
            new ClosedAtLimit("1 s", Duration.ofSeconds(1), all))
        .expects(Fault.OVERSIZE, new BulkSender(repeat('a', MIB)), new FinOrReset())
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), new FinOrReset());
  }
}
