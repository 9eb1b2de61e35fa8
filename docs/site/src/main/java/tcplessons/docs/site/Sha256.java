package tcplessons.docs.site;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash function that notices changes of pages and of what the site is made of. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
