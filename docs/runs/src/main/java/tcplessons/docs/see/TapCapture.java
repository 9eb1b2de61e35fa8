package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import tcplessons.docs.kit.Lesson;
import tcplessons.docs.model.Event;

/**
 * Lesson 02's tap in place of a capture: clients connect to it instead of the server. It shows
 * bytes, FIN and RST, and needs no rights.
 */
@RequiredArgsConstructor
final class TapCapture implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("listen on port (\\d+)");
  private static final Pattern CONNECTED = Pattern.compile("#(\\d+) (\\S+) to \\S*/(\\S+)");
  private static final Pattern PASSED =
      Pattern.compile(
          "#(\\d+) +[\\d.]+ s  client (->|<-) server  (?:(FIN|RST)|(\\d+) bytes  (.*))");

  /** The tap prints at most so many bytes of each read, as text and as hex. */
  private static final int PRINTED_BYTES_MAX = 24;

  private record Ends(String client, String server, long[] next) {}

  private final Process tap;
  private final Observed observed;
  private final OwnProgram server;
  private final Supplier<OwnProgram> client;
  private final Map<Integer, Ends> connections = new HashMap<>();
  private int port;

  /**
   * Starts a tap before a server.
   *
   * @param client the client of the connections that follow
   */
  static TapCapture start(
      int serverPort, Observed observed, OwnProgram server, Supplier<OwnProgram> client)
      throws IOException {
    var args = List.of("--host", "127.0.0.1", "--port", "0", "--to", "127.0.0.1:" + serverPort);
    var tap =
        new ProcessBuilder(Lesson.number(2).command(List.of("-Dend.with.parent=true"), "tap", args))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var capture = new TapCapture(tap, observed, server, client);
    var lines = tap.inputReader(UTF_8);
    var listening = LISTENING.matcher(String.valueOf(lines.readLine()));
    if (!listening.find()) {
      tap.destroyForcibly();
      throw new IOException("the tap does not listen");
    }
    capture.port = Integer.parseInt(listening.group(1));
    Thread.ofVirtual().start(() -> capture.read(lines));
    return capture;
  }

  /** Where clients connect to. */
  int port() {
    return port;
  }

  private void read(BufferedReader lines) {
    try (lines) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        read(line);
      }
    } catch (IOException _) {
      // it was stopped
    }
  }

  void read(String line) {
    var connected = CONNECTED.matcher(line);
    var passed = PASSED.matcher(line);
    if (connected.matches()) {
      connections.put(
          Integer.valueOf(connected.group(1)),
          new Ends(connected.group(2), connected.group(3), new long[] {1, 1}));
    } else if (passed.matches()) {
      int number = Integer.parseInt(passed.group(1));
      var ends = connections.get(number);
      boolean toServer = passed.group(2).equals("->");
      int length = passed.group(4) == null ? 0 : Integer.parseInt(passed.group(4));
      var hex = length == 0 ? "" : hex(passed.group(5), length);
      var flag = passed.group(3) == null ? "PSH" : passed.group(3);
      note(number, ends, toServer, flag, length, hex);
      if (flag.equals("RST")) {
        connections.remove(number);
      }
    }
  }

  /** The printed text has as many characters as bytes, and two spaces follow it. */
  private static String hex(String printed, int length) {
    var digits = printed.substring(Math.min(length, PRINTED_BYTES_MAX) + 2);
    return digits.replace(" ...", "").replace(" ", "");
  }

  private void note(int number, Ends ends, boolean toServer, String flag, int length, String hex) {
    int direction = toServer ? 0 : 1;
    long seq = ends.next()[direction];
    ends.next()[direction] += length;
    var clientProgram = client.get();
    observed.note((ms, names) -> {
      var client = names.get(clientProgram);
      var server = names.get(this.server);
      return new Event.Packet(
          ms,
          toServer ? client : server,
          toServer ? server : client,
          toServer,
          number,
          toServer ? ends.client() : ends.server(),
          toServer ? ends.server() : ends.client(),
          List.of(flag),
          seq,
          0,
          length,
          null,
          List.of(),
          new String(HexFormat.of().parseHex(hex), UTF_8),
          hex,
          Map.of(),
          false);
    });
  }

  @Override
  public void close() {
    tap.destroy();
  }
}
