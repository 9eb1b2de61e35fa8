package tcplessons.docs.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tcplessons.docs.kit.Command;
import tcplessons.docs.model.Measurements.Sample;

/**
 * The bytes that a server holds for a connection that has had one response and is idle: the growth
 * of its processes' resident memory, and for a JVM the growth of the live objects in its heap. The
 * kernel's buffers are not included.
 */
record IdleMemory(int connections) implements Load {

  /**
   * The whole heap is resident from the start, so that resident memory grows only outside of it.
   */
  static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

  private static final int WARM_UP_CONNECTIONS = 64;
  private static final int WARM_UP_SECONDS = 2;
  private static final int KIB = 1024;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

  @Override
  public Sample measure(RunningServer server) throws IOException {
    new HttpLoad(WARM_UP_CONNECTIONS, WARM_UP_SECONDS, List.of()).measure(server);
    long before = bytes(server);
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < connections; i++) {
        var socket = server.connect();
        sockets.add(socket);
        socket.getOutputStream().write(REQUEST);
        readResponse(socket);
      }
      return Sample.of((double) (bytes(server) - before) / connections);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /** All servers end their response with one of these. */
  private static void readResponse(Socket socket) throws IOException {
    var response = new StringBuilder();
    var bytes = new byte[KIB];
    while (!response.toString().endsWith("</html>\n") && !response.toString().endsWith("HELLO!")) {
      int count = socket.getInputStream().read(bytes);
      if (count == -1) {
        throw new IOException("the server has closed an idle connection: " + response);
      }
      response.append(new String(bytes, 0, count, US_ASCII));
    }
  }

  private static long bytes(RunningServer server) throws IOException {
    long live = server.command().isJava() ? liveBytes(server) : 0;
    long resident = 0;
    var process = server.process();
    for (var one : Stream.concat(Stream.of(process), process.descendants()).toList()) {
      var status = Files.readString(Path.of("/proc", "" + one.pid(), "status"));
      resident += KIB * number(RESIDENT, status);
    }
    return live + resident;
  }

  /** The command collects garbage before it counts. */
  private static long liveBytes(RunningServer server) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var pid = "" + server.process().pid();
    return number(LIVE, Command.output(List.of(jcmd, pid, "GC.class_histogram")));
  }

  private static long number(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElseThrow();
  }
}
