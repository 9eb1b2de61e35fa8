package tcplessons.docs.failures;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a program is sent to fail.
 *
 * @param inside the words of a command line before the program's own: where it has to run
 * @param end what has to be closed when it has failed
 */
record Place(String host, int port, List<String> inside, Closeable end) implements Closeable {

  static Place at(String host, int port, Closeable end) {
    return new Place(host, port, List.of(), end);
  }

  /** Whether a program may run where the test runs. */
  boolean isHere() {
    return inside.isEmpty();
  }

  /** A call's text with this host and this port. */
  String fill(String call) {
    return call.replace("//host:port", "//" + host + ":" + port);
  }

  List<String> inside(List<String> command) {
    var words = new ArrayList<>(inside);
    words.addAll(command);
    return words;
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
