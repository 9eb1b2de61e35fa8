package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tcplessons.http.Parsed.Complete;

/**
 * Random bytes, and the corpus with random damage: a request or a refusal comes out, and nothing
 * else. The seed of a failure is in its message.
 */
class FuzzTest {

  private static final Duration TIME = Duration.ofSeconds(3);

  /** Large cases take long and add little. */
  private static final int LARGE = 5000;

  private static final List<byte[]> CORPUS =
      Hostile.inputs().filter(bytes -> bytes.length < LARGE).toList();

  /** What makes a difference, more often than a byte at random does. */
  private static final byte[] TELLING = "\r\n \t:;,0159afF-+/%.\0\u007f".getBytes(UTF_8);

  @Test
  void mutated_requests_are_read_or_refused_and_nothing_else() {
    long seed = new Random().nextLong();
    long end = System.nanoTime() + TIME.toNanos();
    int count = 0;
    for (; System.nanoTime() < end; seed++) {
      var random = new SplittableRandom(seed);
      byte[] bytes = mutated(random);
      read(seed, bytes, random);
      parse(seed, bytes);
      count++;
    }
    IO.println("FuzzTest: " + count + " mutated requests");
    assertThat(count).isPositive();
  }

  @Test
  void random_bytes_are_read_or_refused_and_nothing_else() {
    long seed = new Random().nextLong();
    long end = System.nanoTime() + TIME.toNanos();
    for (; System.nanoTime() < end; seed++) {
      var random = new SplittableRandom(seed);
      var bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      read(seed, bytes, random);
      parse(seed, bytes);
    }
  }

  /** As they come on a connection, cut at random. */
  private static void read(long seed, byte[] bytes, SplittableRandom random) {
    int piece = random.nextInt(1, 50);
    var pieces = Pieces.ofSize(piece, bytes);
    try {
      var answers = pieces.answers(Limits.DEFAULT);
      assertThat(answers).as("seed %d", seed).allMatch(code -> code.matches("200|4..|50[15]"));
      assertThat(Pieces.whole(bytes).answers(Limits.DEFAULT))
          .as("seed %d, in pieces of %d and whole", seed, piece)
          .isEqualTo(answers);
      assertThat(pieces.mostRoom()).as("seed %d", seed).isLessThanOrEqualTo(2 * Limits.HEAD_BYTES);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Each parser by itself, on what was meant for another one. */
  private static void parse(long seed, byte[] bytes) {
    try {
      var limits = Limits.DEFAULT;
      check(bytes, new HeadParser(limits).parse(bytes, 0, bytes.length));
      check(bytes, new FieldParser(limits).parse(bytes, 0, bytes.length));
      check(bytes, new ChunkLineParser(limits).parse(bytes, 0, bytes.length));
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void check(byte[] bytes, Parsed<?> parsed) {
    if (parsed instanceof Complete<?>(_, int taken)) {
      assertThat(taken).isBetween(2, bytes.length);
    }
  }

  private static byte[] mutated(SplittableRandom random) {
    byte[] bytes = CORPUS.get(random.nextInt(CORPUS.size())).clone();
    for (int i = random.nextInt(1, 6); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> with(bytes, at, at + 1, (byte) random.nextInt(256));
            case 1 -> with(bytes, at, at + 1, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> with(bytes, at, at, TELLING[random.nextInt(TELLING.length)]);
            case 3 -> with(bytes, at, at + 1);
            default -> with(bytes, at, at, CORPUS.get(random.nextInt(CORPUS.size())));
          };
    }
    return bytes;
  }

  /** With these bytes in the place of those from {@code from} to {@code to}. */
  private static byte[] with(byte[] bytes, int from, int to, byte... others) {
    var changed = new byte[bytes.length - (to - from) + others.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(others, 0, changed, from, others.length);
    System.arraycopy(bytes, to, changed, from + others.length, bytes.length - to);
    return changed;
  }
}
