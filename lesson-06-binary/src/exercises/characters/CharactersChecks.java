import java.util.stream.Collectors;
import tcplessons.grader.Bytes;
import tcplessons.grader.ServerChecks;

/** A character arrives whole, however its bytes are cut. */
final class CharactersChecks extends ServerChecks {

  private static final String TEXT = "한글🙂";

  @Override
  protected void checks() {
    check(
        "ASCII",
        peer -> {
          peer.send("A");
          peer.expect(lines("A"));
          peer.send("K");
          peer.expect(lines("K"));
        });

    check(
        "Korean",
        peer -> {
          peer.send("한글");
          peer.expect(lines("한글"));
        });

    check(
        "an emoji",
        peer -> {
          peer.send("🙂");
          peer.expect(lines("🙂"));
        });

    check(
        "every cut",
        peer -> {
          var bytes = Bytes.utf8(TEXT);
          for (int cut = 1; cut < bytes.length; cut++) {
            peer.sendInPieces(bytes, cut);
            peer.expect(lines(TEXT));
          }
        });

    check(
        "byte by byte",
        peer -> {
          peer.sendByteByByte(Bytes.utf8(TEXT));
          peer.expect(lines(TEXT));
        });

    check(
        "a character and a half",
        peer -> {
          var bytes = Bytes.utf8("한글");
          int cut = 4 + random().nextInt(2);
          peer.send(Bytes.part(bytes, 0, cut));
          peer.expect(lines("한"));
          peer.nothingComes("the second character is incomplete");
          peer.send(Bytes.part(bytes, cut, bytes.length));
          peer.expect(lines("글"));
        });

    check(
        "a byte that never occurs in UTF-8",
        peer -> {
          peer.send(Bytes.join(Bytes.utf8("A"), new byte[] {(byte) 0xff}, Bytes.utf8("B")));
          peer.expect(lines("A\uFFFDB"));
          peer.send("한");
          peer.expect(lines("한"));
        });

    check(
        "FIN within a character",
        peer -> {
          peer.send(Bytes.join(Bytes.utf8("A"), Bytes.part(Bytes.utf8("한"), 0, 2)));
          peer.expect(lines("A"));
          peer.finish();
          peer.expect(lines("\uFFFD"));
          peer.expectEnd();
        });
  }

  private static String lines(String text) {
    return text.codePoints().mapToObj("U+%04X\n"::formatted).collect(Collectors.joining());
  }
}
