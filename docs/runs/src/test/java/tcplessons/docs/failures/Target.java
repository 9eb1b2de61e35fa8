package tcplessons.docs.failures;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host and port with which a program is called, so that it fails.
 *
 * @param prefix the words of a command before the program's own, which create the condition
 * @param resource what has to be closed afterwards
 */
record Target(String host, int port, List<String> prefix, Closeable resource) implements Closeable {

  static Target of(String host, int port, Closeable resource) {
    return new Target(host, port, List.of(), resource);
  }

  /** Whether a call may be made in the JVM of the test. */
  boolean isLocal() {
    return prefix.isEmpty();
  }

  /** A call's text with this host and this port. */
  String fill(String call) {
    return call.replace("//host:port", "//" + host + ":" + port);
  }

  /** This target for a program with a Korean locale. */
  Target inKorean() {
    return new Target(host, port, command(List.of("env", "LC_ALL=ko_KR.UTF-8")), resource);
  }

  List<String> command(List<String> program) {
    return Stream.of(prefix, program).flatMap(List::stream).toList();
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
