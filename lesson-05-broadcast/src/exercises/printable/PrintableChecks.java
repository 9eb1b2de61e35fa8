import static java.nio.charset.StandardCharsets.UTF_8;

import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** What a client sends does nothing to the terminals of the others. */
final class PrintableChecks extends ServerChecks {

  @Override
  protected void checks() {
    check("plain text", peer -> comesAs(peer, word() + "\t42 %, #!\n", ""));

    check(
        "an escape sequence",
        peer -> comesAs(peer, "\u001b[2J" + word() + "\u0007\n", "\u001b\u0007"));

    check(
        "Korean and emoji",
        peer -> {
          comesAs(peer, "한글 🙂\n", "");
          var cut = Bytes.utf8("글🙂\n");
          peer.sendInPieces(cut, 2, 3);
          peer.expect(cut);
        });

    check("joined characters", peer -> comesAs(peer, "👩\u200d💻 e\u0301\n", ""));

    check(
        "DEL and C1",
        peer -> {
          comesAs(peer, "\u009b2J" + word() + "\u0085\n", "\u009b\u0085");
          comesAs(peer, word() + "\u007f\n", "\u007f");
        });

    check(
        "CR",
        peer -> {
          var text = word();
          peer.send(text + "\r\n");
          var line = peer.receiveUntil("\n", "the line");
          var came = new String(line, UTF_8);
          peer.that(!came.endsWith("\r\n"), "the line ends with \\n alone", line);
          peer.that(came.equals(text + "\n"), "the text of the line is unchanged", line);
          comesAs(peer, "one\rtwo\n", "\r");
        });

    check(
        "direction",
        peer -> {
          comesAs(peer, "\u202e" + word() + "\u2066\u200f\u061c\n", "\u202e\u2066\u200f\u061c");
          comesAs(peer, "one\u2028two\u2029\n", "\u2028\u2029");
        });

    check(
        "invalid bytes",
        peer -> {
          peer.send(Bytes.join(Bytes.utf8("a"), new byte[] {(byte) 0xff}, Bytes.utf8("b\n")));
          peer.expect("a\uFFFDb\n");
          peer.send(Bytes.join(Bytes.utf8("a"), new byte[] {(byte) 0x9b}, Bytes.utf8("2J\n")));
          peer.expect("a\uFFFD2J\n");
        });
  }

  /** The line comes back with U+FFFD in place of each unsafe character. */
  private static void comesAs(Connection peer, String line, String unsafe) {
    peer.send(line);
    var printable = line;
    for (int i = 0; i < unsafe.length(); i++) {
      printable = printable.replace(unsafe.charAt(i), '\uFFFD');
    }
    peer.expect(printable);
  }
}
