package tcplessons.binary;

import java.util.Random;
import java.util.random.RandomGenerator;

/** Randomness that can be had again: a failure names its seed, and {@code -Dseed=N} repeats it. */
final class Seed {

  /** What is tried with random values. */
  interface Trial {
    void run(Random random) throws Exception;
  }

  private Seed() {}

  static void tryWith(Trial trial) throws Exception {
    long seed = Long.getLong("seed", RandomGenerator.getDefault().nextLong());
    try {
      trial.run(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("with -Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
