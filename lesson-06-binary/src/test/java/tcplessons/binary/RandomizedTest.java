package tcplessons.binary;

import java.util.Random;
import java.util.random.RandomGenerator;

/** Random values for a test: a failure names the seed, and {@code -Dseed=N} repeats the run. */
final class RandomizedTest {

  /** A test with random values. */
  interface TestBody {
    void run(Random random) throws Exception;
  }

  private RandomizedTest() {}

  static void run(TestBody body) throws Exception {
    long seed = Long.getLong("seed", RandomGenerator.getDefault().nextLong());
    try {
      body.run(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("with -Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
