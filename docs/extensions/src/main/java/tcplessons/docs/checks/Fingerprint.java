package tcplessons.docs.checks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names the state of a text in eight hexadecimal digits: short enough to stand beside an id. */
final class Fingerprint {
  private static final int DIGITS = 8;

  private Fingerprint() {}

  /** White space at the end of a line or of the text changes nothing that a reader sees. */
  static String of(List<String> lines) {
    var text = String.join("\n", lines.stream().map(String::stripTrailing).toList());
    var bytes = text.stripTrailing().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
