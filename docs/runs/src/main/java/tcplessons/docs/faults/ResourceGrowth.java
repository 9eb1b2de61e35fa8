package tcplessons.docs.faults;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

/** The resources of which a server holds more than before. */
final class ResourceGrowth {

  /** The heap that caches and tables of the JVM may add; they do not shrink. */
  static final long HEAP_BYTES_MAX = 768 * 1024;

  /** Threads of the JVM itself come and go: carriers, compilers, process reapers. */
  private static final int JVM_THREADS_MAX = 32;

  private ResourceGrowth() {}

  /** One line for each resource; empty if the server has released everything. */
  static List<String> between(ResourceUsage before, ResourceUsage after) {
    return between(before, after, HEAP_BYTES_MAX);
  }

  /** One line for each resource, for a server that may keep this many bytes of heap. */
  static List<String> between(ResourceUsage before, ResourceUsage after, long heapBytesMax) {
    var growth = new ArrayList<String>();
    note(growth, "descriptors", before.descriptors(), after.descriptors(), 0);
    note(
        growth,
        "platform threads",
        before.platformThreads(),
        after.platformThreads(),
        JVM_THREADS_MAX);
    note(growth, "virtual threads", before.virtualThreads(), after.virtualThreads(), 0);
    note(growth, "sockets", before.sockets(), after.sockets(), 0);
    note(growth, "bytes of heap", before.heapBytes(), after.heapBytes(), heapBytesMax);
    return growth;
  }

  private static void note(
      List<String> growth, String resource, long before, long after, long growthMax) {
    if (after > before + growthMax) {
      growth.add("%s: %d before, %d after".formatted(resource, before, after));
    }
  }
}
