package tcplessons.grader.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The packets on the loopback interface of this machine, while they are captured.
 *
 * <p>A marker, a datagram to the discard port, shows that everything before it has arrived; the
 * first one shows that the capture has begun.
 */
public final class LiveCapture implements AutoCloseable {

  /** How to be allowed to capture without root, in one line. */
  public static final String HOW_TO_ALLOW =
      "capturing is not allowed here. Allow it without root: sudo setcap"
          + " cap_net_raw,cap_net_admin=eip $(command -v dumpcap)"
          + " (dumpcap is part of Wireshark; Debian: sudo dpkg-reconfigure wireshark-common,"
          + " then sudo usermod -aG wireshark $USER, and log in again)";

  private static final int DISCARD_PORT = 9;
  private static final Duration MARKER_INTERVAL = Duration.ofMillis(10);

  /** A busy machine; a tool without the right exits at once. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * Runs the tool until the end of its own input, which comes also when this JVM is killed. It
   * ignores SIGINT, and the tool has a session of its own where setsid(1) is installed, so that
   * Ctrl-C does not end them before the last packets have arrived: tcpdump catches SIGINT also
   * where it was ignored. The shell closes its stdout, so that EOF comes as soon as the tool exits.
   * A user's PATH may lack tcpdump.
   */
  private static final List<String> HOLDER =
      List.of(
          "sh",
          "-c",
          "PATH=$PATH:/usr/sbin:/sbin; trap '' INT; $(command -v setsid) \"$@\" & exec >&-;"
              + " read -r _; kill $! 2>/dev/null; wait",
          "sh");

  private final Process holder;
  private final Consumer<CapturedFrame> frames;
  private final Set<String> markers = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private LiveCapture(Process holder, Consumer<CapturedFrame> frames) {
    this.holder = holder;
    this.frames = frames;
  }

  /**
   * Starts a capture; empty where no tool is installed, or the rights are missing.
   *
   * @param filter of pcap-filter(7)
   * @param frameBytes how many bytes of each frame are captured
   */
  public static Optional<LiveCapture> start(
      String filter, int frameBytes, Consumer<CapturedFrame> frames) {
    var name = System.getProperty("os.name").startsWith("Mac") ? "lo0" : "lo";
    var withMarkers = "(%s) or udp dst port %d".formatted(filter, DISCARD_PORT);
    return CaptureTools.commands(name, withMarkers, frameBytes).stream()
        .flatMap(command -> run(command, frames).stream())
        .findFirst();
  }

  private static Optional<LiveCapture> run(List<String> tool, Consumer<CapturedFrame> frames) {
    var command = new ArrayList<>(HOLDER);
    command.addAll(tool);
    try {
      var holder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var capture = new LiveCapture(holder, frames);
      Thread.ofPlatform().daemon().name("capture").start(capture::read);
      if (capture.awaitMarker()) {
        return Optional.of(capture);
      }
      capture.close();
    } catch (IOException _) {
      // the next tool
    }
    return Optional.empty();
  }

  /** Waits until every packet that has been sent so far has arrived; false after 20 seconds. */
  public boolean catchUp() {
    return awaitMarker();
  }

  private boolean awaitMarker() {
    var marker = "see %d %d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    var bytes = marker.getBytes(UTF_8);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      while (!markers.contains(marker)) {
        if (ended || System.nanoTime() > deadline) {
          return false;
        }
        var target = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(bytes, bytes.length, target, DISCARD_PORT));
        Thread.sleep(MARKER_INTERVAL);
      }
      return true;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read() {
    try {
      CaptureReader.read(holder.getInputStream(), this::take);
    } catch (IOException _) {
      // the tool was closed, or is not allowed to capture
    } finally {
      ended = true;
    }
  }

  private void take(CapturedFrame frame) {
    IpPacket.decode(frame)
        .ifPresent(packet -> {
          if (packet.protocol() == IpPacket.TCP) {
            frames.accept(frame);
          } else if (packet.protocol() == IpPacket.UDP && packet.length() > 8) {
            markers.add(UTF_8.decode(packet.data().position(8)).toString());
          }
        });
  }

  /** Ends the tool, and waits until it has exited. */
  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
      if (!holder.waitFor(2, TimeUnit.SECONDS)) {
        holder.descendants().forEach(ProcessHandle::destroyForcibly);
        holder.destroyForcibly();
      }
    } catch (IOException _) {
      holder.descendants().forEach(ProcessHandle::destroyForcibly);
      holder.destroyForcibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
