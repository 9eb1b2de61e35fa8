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
          comesAs(peer, "한글\n", "");
          var emoji = Bytes.utf8("👩\u200d💻 e\u0301\n");
          peer.sendInPieces(emoji, 2, 4);
          peer.expect(emoji);
        });

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
          peer.expect(text + "\n");
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
