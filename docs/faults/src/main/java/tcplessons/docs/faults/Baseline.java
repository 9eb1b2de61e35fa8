package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a server holds on to when nobody is there, to compare with later.
 *
 * @param vitals found twice in a row: the first question alone costs a descriptor and a thread
 * @param growth bytes of heap that may stay
 */
record Baseline(ServerProcess server, Vitals vitals, long growth) {

  /** Within this a server must have given back what its clients cost it. */
  private static final Duration GIVEN_BACK = Duration.ofSeconds(60);

  private static final int WARM_UP = 3;

  /** The server has kept something of a client who has gone. */
  static final class Leak extends IOException {
    private static final long serialVersionUID = 1;

    Leak(String what) {
      super(what);
    }
  }

  /** Lets the first clients come and go, as they make the JVM load what it keeps. */
  static Baseline of(Row row, ServerProcess server) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      row.good().holdAt(server.port());
      row.single().holdAt(server.port());
    }
    server.vitals();
    var last = new ArrayList<Vitals>();
    ServerProcess.awaitRarely(
        GIVEN_BACK,
        "the same twice",
        () -> {
          last.add(server.vitals());
          return last.size() > 1 && isSame(last.getLast(), last.get(last.size() - 2));
        });
    return new Baseline(server, last.getLast(), row.growth());
  }

  private static boolean isSame(Vitals one, Vitals other) {
    return one.since(other).isEmpty() && other.since(one).isEmpty();
  }

  /**
   * Returns what the server holds on to as soon as that is no more than it was.
   *
   * @throws Leak if it is still more after a minute
   */
  Vitals awaitGivenBack() throws IOException {
    var last = new ArrayList<Vitals>();
    try {
      ServerProcess.await(
          GIVEN_BACK, "nobody's descriptors", () -> server.descriptors() <= vitals.descriptors());
      ServerProcess.awaitRarely(
          GIVEN_BACK,
          "given back",
          () -> {
            last.add(server.vitals());
            return last.getLast().since(vitals, growth).isEmpty();
          });
      return last.getLast();
    } catch (ConditionTimeoutException _) {
      throw new Leak("not given back: " + server.vitals().since(vitals, growth));
    }
  }
}
