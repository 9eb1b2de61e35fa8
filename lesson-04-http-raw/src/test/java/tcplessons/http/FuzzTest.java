package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tcplessons.http.ParseResult.Complete;

/**
 * Random bytes, and hostile requests with random mutations, are either read or refused. The seed is
 * printed; {@code -Dfuzz.seed=N} repeats the same inputs in the same order.
 */
class FuzzTest {

  private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());
  private static final Limits LIMITS = new Limits();
  private static final Duration DURATION = Duration.ofSeconds(3);

  /** Longer requests take long and find little. */
  private static final int REQUEST_BYTES_MAX = 5000;

  private static final List<byte[]> CORPUS =
      HostileRequest.inputs().filter(bytes -> bytes.length < REQUEST_BYTES_MAX).toList();

  /** Bytes with a meaning in HTTP's grammar, or close to one. */
  private static final byte[] DELIMITERS = "\r\n \t:;,0159afF-+/%.\0\u007f".getBytes(UTF_8);

  @Test
  void mutated_requests_are_either_read_or_refused() {
    fuzz("mutated requests", FuzzTest::mutated);
  }

  @Test
  void random_bytes_are_either_read_or_refused() {
    fuzz(
        "random inputs",
        random -> {
          var bytes = new byte[random.nextInt(300)];
          random.nextBytes(bytes);
          return bytes;
        });
  }

  /** Each input has a seed of its own, so that a failure can be repeated by itself. */
  private static void fuzz(String name, Function<SplittableRandom, byte[]> generator) {
    IO.println("FuzzTest: %s, -Dfuzz.seed=%d".formatted(name, SEED));
    long deadline = System.nanoTime() + DURATION.toNanos();
    long seed = SEED;
    for (; System.nanoTime() < deadline; seed++) {
      var random = new SplittableRandom(seed);
      byte[] bytes = generator.apply(random);
      read(seed, bytes, random);
      parse(seed, bytes);
    }
    IO.println("FuzzTest: %d %s".formatted(seed - SEED, name));
    assertThat(seed).isGreaterThan(SEED);
  }

  /** As a connection, in pieces and whole. */
  private static void read(long seed, byte[] bytes, SplittableRandom random) {
    int piece = random.nextInt(1, 50);
    var pieces = FakeSource.inPiecesOf(piece, bytes);
    try {
      var codes = pieces.statusCodes(LIMITS);
      assertThat(codes).as("seed %d", seed).allMatch(code -> code.matches("200|4..|50[15]"));
      assertThat(FakeSource.whole(bytes).statusCodes(LIMITS))
          .as("seed %d, in pieces of %d and whole", seed, piece)
          .isEqualTo(codes);
      assertThat(pieces.largestBuffer())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(2 * LIMITS.maxHeadBytes);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Each parser gets all inputs, also those that are meant for another one. */
  private static void parse(long seed, byte[] bytes) {
    try {
      check(bytes, new HeadParser(LIMITS).parse(bytes, 0, bytes.length));
      check(bytes, new FieldParser(LIMITS).parse(bytes, 0, bytes.length));
      check(bytes, new ChunkLineParser(LIMITS).parse(bytes, 0, bytes.length));
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void check(byte[] bytes, ParseResult<?> parsed) {
    if (parsed instanceof Complete<?>(_, int length)) {
      assertThat(length).isBetween(2, bytes.length);
    }
  }

  private static byte[] mutated(SplittableRandom random) {
    byte[] bytes = CORPUS.get(random.nextInt(CORPUS.size())).clone();
    for (int i = random.nextInt(1, 6); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> with(bytes, at, at + 1, (byte) random.nextInt(256));
            case 1 -> with(bytes, at, at + 1, DELIMITERS[random.nextInt(DELIMITERS.length)]);
            case 2 -> with(bytes, at, at, DELIMITERS[random.nextInt(DELIMITERS.length)]);
            case 3 -> with(bytes, at, at + 1);
            default -> with(bytes, at, at, CORPUS.get(random.nextInt(CORPUS.size())));
          };
    }
    return bytes;
  }

  /** The bytes with those from {@code from} to {@code to} replaced. */
  private static byte[] with(byte[] bytes, int from, int to, byte... others) {
    var changed = new byte[bytes.length - (to - from) + others.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(others, 0, changed, from, others.length);
    System.arraycopy(bytes, to, changed, from + others.length, bytes.length - to);
    return changed;
  }
}
