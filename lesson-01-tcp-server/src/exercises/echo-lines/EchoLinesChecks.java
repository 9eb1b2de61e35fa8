import static java.nio.charset.StandardCharsets.ISO_8859_1;

import tcplessons.grader.Bytes;
import tcplessons.grader.ServerChecks;

/** Lines come back, however they are cut. */
final class EchoLinesChecks extends ServerChecks {

  private static final int LINE_BYTES_MAX = 4096;
  private static final String UNENDED = "the line has not ended";
  private static final String TOO_LONG = "a line has at most 4096 bytes";

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
          var lines = word() + "\r" + word() + "\r\n";
          peer.send(lines);
          peer.expect(lines);
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
          var line = Bytes.repeat(word().substring(0, 1), LINE_BYTES_MAX - 1);
          peer.send(line);
          peer.nothingComes(UNENDED);
          peer.send("\n");
          peer.expect(Bytes.join(line, Bytes.utf8("\n")));
        });

    check(
        "4 KiB without \\n",
        peer -> {
          var letter = word().substring(0, 1);
          peer.send(Bytes.repeat(letter, 2 * LINE_BYTES_MAX));
          peer.expectClosed(TOO_LONG);
          var second = connect();
          second.send(Bytes.repeat(letter, LINE_BYTES_MAX));
          second.expectClosed(TOO_LONG);
        });
  }

  private static byte[] withoutNewline(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    return text.replace("\n", "").getBytes(ISO_8859_1);
  }
}
