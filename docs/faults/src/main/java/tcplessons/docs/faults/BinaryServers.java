package tcplessons.docs.faults;

import static tcplessons.docs.faults.Say.bytes;
import static tcplessons.docs.faults.Say.exactly;
import static tcplessons.docs.faults.Say.garbage;
import static tcplessons.docs.faults.Servers.FLOOD;
import static tcplessons.docs.faults.Servers.NOISE;
import static tcplessons.docs.faults.Servers.echoesExcept;
import static tcplessons.docs.faults.Servers.step;
import static tcplessons.docs.faults.Servers.takes;
import static tcplessons.docs.faults.Servers.times;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tcplessons.docs.faults.Outcome.Closed;
import tcplessons.docs.faults.Outcome.Dropped;
import tcplessons.docs.faults.Outcome.Limited;
import tcplessons.docs.faults.Outcome.Released;
import tcplessons.docs.faults.Outcome.Reset;

/** The servers of lesson 06. */
final class BinaryServers {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String SHOWN_LIMIT = "3 s";

  /** {@code A}, 300 and {@code hello} as g++ lays them out, little endian. */
  private static final byte[] STRUCT = bytes("A\0\0\0" + ",\1\0\0" + "hello" + "\0".repeat(11));

  private static final byte[] TEXT = "안녕".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FRAME = bytes("\0\0\0\5hello");
  private static final byte[] LONG_FRAME = bytes("\0\0\u0013\u0088" + "a".repeat(0x1388));

  private BinaryServers() {}

  static List<Row> all() {
    return List.of(
        listens(takes(step(6, "struct", "--idle-timeout", "3s"), STRUCT), STRUCT),
        listens(takes(step(6, "bytes", "--receive", "--idle-timeout", "3s"), STRUCT), STRUCT),
        answers(echoesExcept(step(6, "text", "--idle-timeout", "3s"), TEXT), TEXT)
            .bears(Column.GARBAGE, new Talker(garbage(NOISE)), new Dropped()),
        answers(
                echoesExcept(
                    step(6, "frames", "--idle-timeout", "3s", "--max-frame", "4096"), FRAME),
                FRAME)
            .bears(Column.OVERSIZE, new Talker(LONG_FRAME), new Dropped())
            .bears(Column.GARBAGE, new Talker(garbage(NOISE)), new Dropped()));
  }

  private static Row limited(Row row, byte[] message, byte[] answer) {
    return row.bears(
            Column.SILENT, new Silent(Peer.PATIENCE), new Limited(SHOWN_LIMIT, LIMIT, new Closed()))
        .bears(
            Column.NEVER_CLOSES,
            new NeverCloser(message, Peer.PATIENCE),
            new Released(SHOWN_LIMIT, LIMIT, exactly(answer)));
  }

  private static Row listens(Row row, byte[] message) {
    return limited(row, message, new byte[0]);
  }

  private static Row answers(Row row, byte[] message) {
    return limited(row, message, message)
        .bears(
            Column.NEVER_READS,
            new NeverReader(times(message, 100), FLOOD, Peer.PATIENCE, false),
            new Limited(SHOWN_LIMIT, LIMIT, new Reset()));
  }
}
