package tcplessons.docs.faults;

import static tcplessons.docs.faults.ServerSpecs.BEYOND_BUFFERS_BYTES;
import static tcplessons.docs.faults.ServerSpecs.RANDOM_BYTES;
import static tcplessons.docs.faults.ServerSpecs.echoesWithoutLimits;
import static tcplessons.docs.faults.ServerSpecs.receives;
import static tcplessons.docs.faults.ServerSpecs.step;
import static tcplessons.grader.peers.PeerBytes.bytes;
import static tcplessons.grader.peers.PeerBytes.exactly;
import static tcplessons.grader.peers.PeerBytes.randomBytes;
import static tcplessons.grader.peers.PeerBytes.repeat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.ClosedAtLimit;
import tcplessons.docs.faults.Outcome.FinOrReset;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Reset;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.BulkSender;
import tcplessons.grader.peers.IdlePeer;
import tcplessons.grader.peers.NeverCloser;
import tcplessons.grader.peers.NeverReader;

/** The servers of lesson 06. */
final class BinaryServerSpecs {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String SHOWN_LIMIT = "3 s";

  /** {@code A}, 300 and {@code hello} as g++ lays them out, little endian. */
  private static final byte[] STRUCT = bytes("A\0\0\0" + ",\1\0\0" + "hello" + "\0".repeat(11));

  private static final byte[] TEXT = "안녕".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FRAME = bytes("\0\0\0\5hello");
  private static final byte[] LONG_FRAME = bytes("\0\0\u0013\u0088" + "a".repeat(0x1388));

  private BinaryServerSpecs() {}

  static List<ServerSpec> all() {
    return List.of(
        listens(receives(step(6, "struct", "--idle-timeout", "3s"), STRUCT), STRUCT),
        listens(receives(step(6, "bytes", "--receive", "--idle-timeout", "3s"), STRUCT), STRUCT),
        answers(echoesWithoutLimits(step(6, "text", "--idle-timeout", "3s"), TEXT), TEXT)
            .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), new FinOrReset()),
        answers(
                echoesWithoutLimits(
                    step(6, "frames", "--idle-timeout", "3s", "--max-frame", "4096"), FRAME),
                FRAME)
            .expects(Fault.OVERSIZE, new BulkSender(LONG_FRAME), new FinOrReset())
            .expects(Fault.GARBAGE, new BulkSender(randomBytes(RANDOM_BYTES)), new FinOrReset()));
  }

  private static ServerSpec limited(ServerSpec spec, byte[] message, byte[] answer) {
    return spec.expects(
            Fault.SILENT,
            new IdlePeer(Waiting.LIMIT),
            new Limited(SHOWN_LIMIT, LIMIT, new Closed()))
        .expects(
            Fault.NEVER_CLOSES,
            new NeverCloser(message, Waiting.LIMIT),
            new ClosedAtLimit(SHOWN_LIMIT, LIMIT, exactly(answer)));
  }

  private static ServerSpec listens(ServerSpec spec, byte[] message) {
    return limited(spec, message, new byte[0]);
  }

  private static ServerSpec answers(ServerSpec spec, byte[] message) {
    return limited(spec, message, message)
        .expects(
            Fault.NEVER_READS,
            new NeverReader(repeat(message, 100), BEYOND_BUFFERS_BYTES, Waiting.LIMIT, false),
            new Limited(SHOWN_LIMIT, LIMIT, new Reset()));
  }
}
