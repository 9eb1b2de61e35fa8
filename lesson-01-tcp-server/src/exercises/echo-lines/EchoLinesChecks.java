import static java.nio.charset.StandardCharsets.ISO_8859_1;

import tcplessons.grader.Bytes;
import tcplessons.grader.ServerChecks;

/** Lines come back, however they are cut. */
final class EchoLinesChecks extends ServerChecks {

  private static final String UNENDED = "the line has not ended";

  @Override
  protected void checks() {
    check(
        "one line",
        peer -> {
          var line = word() + "\n";
          peer.send(line);
          peer.expect(line);
        });

    check(
        "a line in pieces",
        peer -> {
          peer.send("ki");
          peer.nothingComes(UNENDED);
          peer.send("wi\n");
          peer.expect("kiwi\n");
        });

    check(
        "two lines in one piece",
        peer -> {
          var lines = word() + "\n" + word() + "\n";
          peer.send(lines);
          peer.expect(lines);
        });

    check(
        "any bytes",
        peer -> {
          var line = Bytes.join(withoutNewline(everyByte()), Bytes.utf8("한글\n"));
          peer.sendInPieces(line, 100, 150);
          peer.expect(line);
        });

    check(
        "an unfinished last line",
        peer -> {
          var line = word();
          peer.send(line);
          peer.nothingComes(UNENDED);
          peer.finish();
          peer.expect(line);
          peer.expectEnd();
        });

    check(
        "a long line",
        peer -> {
          var line = Bytes.repeat(word().substring(0, 1), 4000);
          peer.send(line);
          peer.nothingComes(UNENDED);
          peer.send("\n");
          peer.expect(Bytes.join(line, Bytes.utf8("\n")));
        });

    check(
        "4 KiB without \\n",
        peer -> {
          peer.send(Bytes.repeat(word().substring(0, 1), 8192));
          peer.expectClosed("a line may have 4 KiB");
        });
  }

  private static byte[] withoutNewline(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    return text.replace("\n", "").getBytes(ISO_8859_1);
  }
}
