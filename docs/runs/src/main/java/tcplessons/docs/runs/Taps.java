package tcplessons.docs.runs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lombok.Locked;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.ConnectionTable;
import tcplessons.docs.capture.TapCapture;
import tcplessons.grader.capture.Segment;

/** Taps of lesson 02, one between each client of a scenario and each server that it names. */
final class Taps implements AutoCloseable {

  private final List<TapCapture> taps = new CopyOnWriteArrayList<>();
  private final ConnectionTable table =
      new ConnectionTable(Integer.MAX_VALUE, Integer.MAX_VALUE, _ -> true);
  private final Map<Integer, String> clients = new HashMap<>();

  /**
   * Starts a tap.
   *
   * @param client the name of the participant that connects to it
   * @param documented the server's port, as the run shows it
   * @param actual the server's port
   * @return the port of the tap
   */
  int start(String client, int documented, int actual) {
    try {
      var tap =
          TapCapture.start(
              0,
              "127.0.0.1:" + actual,
              documented,
              (segment, address) -> add(client, segment, address));
      taps.add(tap);
      return tap.port();
    } catch (IOException e) {
      throw new ScenarioException(e.getMessage());
    }
  }

  @Locked
  private void add(String client, Segment segment, InetSocketAddress address) {
    clients.put(table.add(segment, address).number(), client);
  }

  @Locked
  List<CapturedConnection> connections() {
    return table.connections();
  }

  /** The participants that opened the connections, by the connection's number. */
  @Locked
  Map<Integer, String> clients() {
    return Map.copyOf(clients);
  }

  @Override
  public void close() {
    taps.forEach(TapCapture::close);
  }
}
