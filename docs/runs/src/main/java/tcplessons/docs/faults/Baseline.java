package tcplessons.docs.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

/**
 * The resources that a server holds without clients, for comparison with a later measurement.
 *
 * @param usage the result of two equal measurements in a row; the first measurement itself adds a
 *     descriptor and a JVM thread, which stay
 * @param heapGrowthBytes how much heap the server may keep
 */
record Baseline(ServerProcess server, ResourceUsage usage, long heapGrowthBytes) {

  private static final int WARM_UP_EXCHANGES = 3;

  /** The server has not released resources of a client that is gone. */
  static final class ResourceLeakException extends IOException {
    private static final long serialVersionUID = 1;

    ResourceLeakException(String message) {
      super(message);
    }
  }

  /** Measures after some exchanges: the first ones make the JVM load classes. */
  static Baseline measure(ServerSpec spec, ServerProcess server) throws IOException {
    for (int i = 0; i < WARM_UP_EXCHANGES; i++) {
      spec.wellBehavedExchange().performAt(server.port());
      spec.singleConnectionExchange().performAt(server.port());
    }
    server.resources();
    var measured = new ArrayList<ResourceUsage>();
    Waiting.untilRarely(
        "the same result twice",
        () -> {
          measured.add(server.resources());
          return measured.size() > 1
              && isSame(measured.getLast(), measured.get(measured.size() - 2));
        });
    return new Baseline(server, measured.getLast(), spec.heapGrowthBytes());
  }

  private static boolean isSame(ResourceUsage one, ResourceUsage other) {
    return ResourceGrowth.between(one, other).isEmpty()
        && ResourceGrowth.between(other, one).isEmpty();
  }

  /**
   * Returns the resources of the server as soon as they are no more than before.
   *
   * @throws ResourceLeakException if they are still more at the time limit
   */
  ResourceUsage awaitReleased() throws IOException {
    var measured = new ArrayList<ResourceUsage>();
    try {
      Waiting.until("descriptors are released", () -> server.descriptors() <= usage.descriptors());
      Waiting.untilRarely(
          "resources are released",
          () -> {
            measured.add(server.resources());
            return growth(measured.getLast()).isEmpty();
          });
      return measured.getLast();
    } catch (ConditionTimeoutException _) {
      throw new ResourceLeakException("not released: " + growth(server.resources()));
    }
  }

  private List<String> growth(ResourceUsage now) {
    return ResourceGrowth.between(usage, now, heapGrowthBytes);
  }
}
