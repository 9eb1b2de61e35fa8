package tcplessons.docs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How each server of the lessons handles each fault: the content of {@code
 * docs/runs/fault-matrix.json}.
 *
 * @param recorded the date, as in ISO 8601
 */
public record FaultMatrix(String recorded, List<Server> servers) {

  /**
   * A row: one server.
   *
   * @param args the limits that it was started with
   * @param goodExchanges how many exchanges well-behaved clients completed during the faults
   * @param before the resources that the server held before the first fault
   * @param after the resources that it held after the last one
   */
  public record Server(
      int lesson,
      String step,
      List<String> args,
      int goodExchanges,
      ResourceUsage before,
      ResourceUsage after,
      List<Cell> cells) {}

  /**
   * The resources that a server process holds.
   *
   * @param descriptors open file descriptors
   * @param platformThreads threads of the operating system
   * @param virtualThreads instances of the JVM's virtual thread class
   * @param sockets instances of the JVM's socket classes
   * @param heapBytes bytes of live objects
   */
  public record ResourceUsage(
      int descriptors, int platformThreads, int virtualThreads, int sockets, long heapBytes) {}

  /**
   * The outcome of one fault.
   *
   * @param limit in force; empty if there is none
   */
  public record Cell(String fault, String outcome, String limit) {
    @Override
    public String toString() {
      return fault + ": " + outcome + (limit.isEmpty() ? "" : " (" + limit + ")");
    }
  }

  public int goodExchanges() {
    return servers.stream().mapToInt(Server::goodExchanges).sum();
  }

  public int cells() {
    return servers.stream().mapToInt(server -> server.cells().size()).sum();
  }

  public static FaultMatrix read(Path file) throws IOException {
    return RecordedJson.read(file, FaultMatrix.class);
  }

  public void write(Path file) throws IOException {
    RecordedJson.write(this, file);
  }
}
