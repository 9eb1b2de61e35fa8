package tcplessons.docs.faults;

import static tcplessons.docs.faults.ServerSpecs.BEYOND_BUFFERS_BYTES;
import static tcplessons.docs.faults.ServerSpecs.MIB;
import static tcplessons.docs.faults.ServerSpecs.OBSERVATION_TIME;
import static tcplessons.docs.faults.ServerSpecs.RANDOM_BYTES;
import static tcplessons.docs.faults.ServerSpecs.resets;
import static tcplessons.docs.faults.ServerSpecs.step;
import static tcplessons.grader.peers.PeerBytes.bytes;
import static tcplessons.grader.peers.PeerBytes.pattern;
import static tcplessons.grader.peers.PeerBytes.randomBytes;
import static tcplessons.grader.peers.PeerBytes.repeat;
import static tcplessons.grader.peers.PeerBytes.text;

import java.time.Duration;
import java.util.List;
import tcplessons.docs.faults.Exchange.RequestResponse;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.ClosedAtLimit;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Refused;
import tcplessons.docs.faults.Outcome.Reset;
import tcplessons.docs.faults.Outcome.StaysOpen;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.BulkSender;
import tcplessons.grader.peers.ByteByByteSender;
import tcplessons.grader.peers.HalfCloser;
import tcplessons.grader.peers.IdlePeer;
import tcplessons.grader.peers.NeverCloser;
import tcplessons.grader.peers.NeverReader;
import tcplessons.grader.peers.SingleSegmentSender;

/** The servers of lesson 05. */
final class BroadcastServerSpecs {

  private static final String HELLO = "hello all\n";

  /**
   * A server of a cluster keeps the last MiB of messages for retransmission to other servers. Of
   * lines as short as these that is some 35,000, each of which takes 180 bytes of heap.
   */
  private static final long RETRANSMISSION_BYTES = 8 * 1024 * 1024;

  /** Shorter than usual: every row waits for it. */
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(1);

  /** Lines of other clients may come in between. */
  private static final String LINES = "(?:[^\n]*\n)*";

  private static final String WELCOME = "\\* welcome, you are [^\n]+\n" + LINES;

  private BroadcastServerSpecs() {}

  static List<ServerSpec> all() {
    return List.of(
        broadcast(),
        chat(step(5, "chat", "--stall-timeout", "1s")),
        chat(step(5, ServerStep.CLUSTER, "--cluster", "faults", "--stall-timeout", "1s"))
            .withHeapGrowth(RETRANSMISSION_BYTES));
  }

  private static ServerSpec broadcast() {
    var broadcast = new BroadcastExchanges(false);
    var message = bytes(HELLO);
    // Bytes of other clients, which need not end with a line.
    var others = Outcome.ANYTHING;
    var received = new Answered(others);
    var random = randomBytes(RANDOM_BYTES);
    var much = repeat('a', MIB / 2);
    var spec =
        ServerSpec.of(step(5, "broadcast", "--stall-timeout", "1s"), broadcast.pingBetweenTwo())
            .broadcasting(broadcast, new RequestResponse(new byte[0], others));
    return resets(spec, message, 0)
        .expects(
            Fault.DRIP, FaultCase.of(new ByteByByteSender(message), received).broadcasting(HELLO))
        .expects(
            Fault.ONE_SEGMENT,
            FaultCase.of(new SingleSegmentSender(repeat(message, 3)), received)
                .broadcasting(HELLO.repeat(3)))
        .expects(Fault.HALF_CLOSE, new HalfCloser(), new Closed(others))
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(others))
        .expects(
            Fault.NEVER_READS,
            FaultCase.of(
                    new NeverReader(message, 100 * message.length, Waiting.LIMIT, false),
                    new Limited("1 s", STALL_TIMEOUT, new Reset()))
                .under(BroadcastExchanges.endless()))
        .expects(
            Fault.NEVER_CLOSES,
            FaultCase.of(new NeverCloser(message, OBSERVATION_TIME), new StaysOpen(others))
                .broadcasting(HELLO))
        .expects(
            Fault.OVERSIZE, FaultCase.of(new BulkSender(much), received).broadcasting(text(much)))
        .expects(
            Fault.GARBAGE,
            FaultCase.of(new BulkSender(random), received).broadcasting(text(random)));
  }

  private static ServerSpec chat(ServerStep step) {
    var broadcast = new BroadcastExchanges(true);
    var message = bytes(HELLO);
    var welcomed = new Answered(pattern(WELCOME));
    var quit = bytes("/quit\n");
    var spec =
        ServerSpec.of(step, broadcast.pingBetweenTwo())
            .broadcasting(broadcast, new RequestResponse(quit, pattern(WELCOME)));
    return resets(spec, message, 10)
        .expects(
            Fault.DRIP,
            FaultCase.of(new ByteByByteSender(message), welcomed).broadcasting(": " + HELLO))
        .expects(
            Fault.ONE_SEGMENT,
            FaultCase.of(new SingleSegmentSender(repeat(message, 3)), welcomed)
                .broadcasting(": " + HELLO))
        .expects(Fault.HALF_CLOSE, new HalfCloser(), welcomed)
        .expects(Fault.SILENT, new IdlePeer(OBSERVATION_TIME), new StaysOpen(pattern(WELCOME)))
        .expects(
            Fault.NEVER_READS,
            new NeverReader(
                repeat(bytes("/x\n"), 1000), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Limited("1 s", STALL_TIMEOUT, new Reset()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(quit, Waiting.LIMIT),
            new ClosedAtLimit("2 s", Duration.ofSeconds(2), pattern(WELCOME)))
        .expects(
            Fault.OVERSIZE,
            new BulkSender(repeat('a', 2 * 1024)),
            new Refused(
                pattern(WELCOME + "\\* a line has at most 1024 bytes\\. Goodbye\n" + LINES)))
        .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), welcomed);
  }
}
