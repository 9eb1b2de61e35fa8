package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.Socket;
import java.util.regex.Pattern;

/** What ss(8) shows of a socket; Java itself cannot see the kernel's timers. */
final class SocketStatistics {

  private static final Pattern TIMER = Pattern.compile("timer:\\(.*?\\)");

  private SocketStatistics() {}

  /** The timer that the kernel runs for a socket, or why it cannot be told. */
  static String timer(Socket socket) {
    var filter = "sport = :%d and dport = :%d".formatted(socket.getLocalPort(), socket.getPort());
    try {
      var ss = new ProcessBuilder("ss", "-tnoH", filter).redirectErrorStream(true).start();
      try {
        if (!ss.waitFor(5, SECONDS)) {
          return "nothing within 5 s";
        }
        var line = new String(ss.getInputStream().readAllBytes(), UTF_8);
        var timer = TIMER.matcher(line);
        return timer.find() ? timer.group() : "no timer";
      } finally {
        ss.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "nothing: interrupted";
    } catch (IOException _) {
      return "nothing: it is not installed (package iproute2)";
    }
  }
}
