package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys derived from a secret that people can remember.
 *
 * @param key encrypts all messages between the servers
 * @param token proves to the others that a server knows the secret
 */
record ClusterKeys(SecretKey key, byte[] token) {

  static final String ALGORITHM = "ChaCha20-Poly1305";
  static final int NONCE_BYTES = 12;

  private static final int KEY_BYTES = 32;

  /** Makes each guess at the secret take about a tenth of a second: RFC 8018, section 4.2. */
  private static final int ITERATIONS = 210_000;

  // tag::derive[]
  static ClusterKeys of(String secret, String cluster) {
    var salt = ("tcp-lessons " + cluster).getBytes(UTF_8); // <1>
    var spec = new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, 2 * KEY_BYTES * Byte.SIZE);
    try {
      var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
      var bytes = factory.generateSecret(spec).getEncoded();
      return new ClusterKeys(
          new SecretKeySpec(bytes, 0, KEY_BYTES, ALGORITHM), // <2>
          Arrays.copyOfRange(bytes, KEY_BYTES, 2 * KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
  // end::derive[]
}
