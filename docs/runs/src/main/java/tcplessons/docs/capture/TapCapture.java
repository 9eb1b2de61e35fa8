package tcplessons.docs.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import tcplessons.docs.kit.Lesson;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

/**
 * Lesson 02's tap in place of a capture: clients connect to it instead of the server. It shows
 * bytes, FIN and RST, and needs no rights.
 */
@RequiredArgsConstructor
public final class TapCapture implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("listen on port (\\d+)");
  private static final Pattern CONNECTED = Pattern.compile("#(\\d+) (\\S+) to \\S*/(\\S+)");
  private static final Pattern PASSED =
      Pattern.compile(
          "#(\\d+) +[\\d.]+ s  client (->|<-) server  (?:(FIN|RST)|(\\d+) bytes  (.*))");

  /** The tap prints at most so many bytes of each read, as text and as hex. */
  private static final int PRINTED_BYTES_MAX = 24;

  /** A connection, and the next sequence number of each direction. */
  private record Ends(InetSocketAddress client, InetSocketAddress server, long[] next) {}

  private final Process tap;
  private final int port;
  private final int shownPort;
  private final BiConsumer<Segment, InetSocketAddress> segments;
  private final Map<Integer, Ends> connections = new HashMap<>();

  /**
   * Starts a tap before a server.
   *
   * @param port on which it listens; 0 for any free port
   * @param server host and port
   * @param shownPort the port of the server, as the segments contain it; 0 for its own
   * @param segments receives what passes, and the address of the client
   * @throws IOException if it cannot listen on that port; the message says why
   */
  public static TapCapture start(
      int port, String server, int shownPort, BiConsumer<Segment, InetSocketAddress> segments)
      throws IOException {
    var args = List.of("--host", "127.0.0.1", "--port", "" + port, "--to", server);
    var tap =
        new ProcessBuilder(Lesson.number(2).command(List.of("-Dend.with.parent=true"), "tap", args))
            .redirectErrorStream(true)
            .start();
    var lines = tap.inputReader(UTF_8);
    var first = lines.readLine();
    var listening = LISTENING.matcher(String.valueOf(first));
    if (!listening.find()) {
      tap.destroyForcibly();
      throw new IOException("the tap does not listen: " + first);
    }
    var capture = new TapCapture(tap, Integer.parseInt(listening.group(1)), shownPort, segments);
    Thread.ofVirtual().start(() -> capture.read(lines));
    return capture;
  }

  /** Where clients connect to. */
  public int port() {
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

  private void read(String line) {
    var connected = CONNECTED.matcher(line);
    var passed = PASSED.matcher(line);
    if (connected.matches()) {
      connections.put(
          Integer.valueOf(connected.group(1)),
          new Ends(
              address(connected.group(2), 0),
              address(connected.group(3), shownPort),
              new long[] {1, 1}));
    } else if (passed.matches()) {
      int number = Integer.parseInt(passed.group(1));
      int length = passed.group(4) == null ? 0 : Integer.parseInt(passed.group(4));
      var payload = length == 0 ? new byte[0] : payload(passed.group(5), length);
      var flag = length > 0 ? Flag.PSH : Flag.valueOf(passed.group(3));
      var ends = connections.get(number);
      segments.accept(
          segment(ends, passed.group(2).equals("->"), flag, length, payload), ends.client());
      if (flag == Flag.RST) {
        connections.remove(number);
      }
    }
  }

  /** The tap prints numeric addresses. */
  private static InetSocketAddress address(String text, int shownPort) {
    int colon = text.lastIndexOf(':');
    try {
      var host = InetAddress.getByName(text.substring(0, colon));
      int port = shownPort == 0 ? Integer.parseInt(text.substring(colon + 1)) : shownPort;
      return new InetSocketAddress(host, port);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The printed text has as many characters as bytes, and two spaces follow it. */
  private static byte[] payload(String printed, int length) {
    var digits = printed.substring(Math.min(length, PRINTED_BYTES_MAX) + 2);
    return HexFormat.of().parseHex(digits.replace(" ...", "").replace(" ", ""));
  }

  private static Segment segment(
      Ends ends, boolean toServer, Flag flag, int length, byte[] payload) {
    int direction = toServer ? 0 : 1;
    long seq = ends.next()[direction];
    ends.next()[direction] += length;
    return new Segment(
        TimedEvent.now(),
        toServer ? ends.client() : ends.server(),
        toServer ? ends.server() : ends.client(),
        Set.of(flag),
        seq,
        0,
        0,
        List.of(),
        length,
        payload,
        false);
  }

  @Override
  public void close() {
    tap.destroy();
  }
}
