package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tcplessons.grader.RecordedRun.Packet;

/**
 * The answers of the case files. Each is computed from the recorded run, so it stays right when the
 * run is recorded again.
 */
final class CaseFacts {

  private static final String SERVER = "server";

  private static final Map<String, Function<RecordedRun, String>> ALL =
      Map.of(
          "sender-of-rst", CaseFacts::senderOfRst,
          "segments-to-server", CaseFacts::segmentsToServer,
          "bytes-after-fin", CaseFacts::bytesAfterFin,
          "state-without-fin", CaseFacts::stateWithoutFin,
          "not-printed", CaseFacts::notPrinted,
          "first-four-bytes", CaseFacts::firstFourBytes,
          "int-in-struct", CaseFacts::intInStruct,
          "first-changed-byte", CaseFacts::firstChangedByte);

  private CaseFacts() {}

  static String of(RecordedRun run, String fact) {
    return ALL.get(fact).apply(run);
  }

  private static String senderOfRst(RecordedRun run) {
    return run.packets().stream().filter(p -> p.has("RST")).findFirst().orElseThrow().from();
  }

  private static Stream<Packet> dataToServer(RecordedRun run) {
    return run.packets().stream().filter(p -> p.isToServer() && p.length() > 0);
  }

  private static String segmentsToServer(RecordedRun run) {
    return "" + dataToServer(run).count();
  }

  /** The bytes that the client has sent after the server's FIN. */
  private static String bytesAfterFin(RecordedRun run) {
    var fin = run.packets().stream().filter(p -> p.has("FIN") && !p.isToServer()).findFirst();
    return ""
        + dataToServer(run)
            .filter(p -> p.ms() > fin.orElseThrow().ms())
            .mapToInt(Packet::length)
            .sum();
  }

  /** The state of the end that has received a FIN and has sent none. */
  private static String stateWithoutFin(RecordedRun run) {
    var fins = run.packets().stream().filter(p -> p.has("FIN")).map(Packet::from).distinct();
    if (fins.count() != 1) {
      throw new IllegalStateException("not exactly one end has sent FIN");
    }
    return "CLOSE-WAIT";
  }

  /** What the client has sent and the server has not printed. */
  private static String notPrinted(RecordedRun run) {
    var printed = String.join("\n", run.output(SERVER));
    return dataToServer(run)
        .map(p -> new String(p.bytes(), UTF_8).strip())
        .filter(text -> !printed.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private static String firstFourBytes(RecordedRun run) {
    return new String(Arrays.copyOf(stream(dataToServer(run)), 4), UTF_8).strip();
  }

  /** The member at offset 4 of the first struct that the server sends, in little endian. */
  private static String intInStruct(RecordedRun run) {
    var struct = run.packets().stream().filter(p -> !p.isToServer() && p.length() > 0).findFirst();
    var bytes = ByteBuffer.wrap(struct.orElseThrow().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    return "" + bytes.getInt(4);
  }

  /** The first byte of the client that did not come back as it was. */
  private static String firstChangedByte(RecordedRun run) {
    var sent = stream(dataToServer(run));
    var came = stream(run.packets().stream().filter(p -> !p.isToServer() && p.length() > 0));
    return HexFormat.of().toHexDigits(sent[Bytes.mismatch(sent, came)]);
  }

  private static byte[] stream(Stream<Packet> packets) {
    List<byte[]> pieces = packets.map(Packet::bytes).toList();
    var all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
