package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lombok.Locked;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.NetworkNamespace;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.capture.CaptureReader;
import tcplessons.grader.capture.CaptureTools;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.IpPacket;
import tcplessons.grader.capture.Segment;

/**
 * The packets on one interface of a network namespace, read while they are captured.
 *
 * <p>Packets arrive here with a delay. A marker, a datagram sent through the same interface, shows
 * that everything before it has arrived; the first marker shows that the capture has begun.
 */
final class PacketCapture implements AutoCloseable {

  private static final Duration MARKER_INTERVAL = Duration.ofMillis(200);

  private static final String FILTER = "tcp or udp dst port " + NetworkNamespace.MARKER_PORT;

  private final NetworkNamespace network;
  private final Process tool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<CapturedFrame> frames = new ArrayList<>();
  private final Set<String> markers = new HashSet<>();
  private String failure;

  private PacketCapture(NetworkNamespace network, Process tool) {
    this.network = network;
    this.tool = tool;
  }

  /** Starts a capture; empty where no tool for it is installed, or the rights are missing. */
  static Optional<PacketCapture> start(NetworkNamespace network, String networkInterface) {
    return CaptureTools.commands(networkInterface, FILTER, CaptureTools.FRAME_BYTES_MAX).stream()
        .flatMap(command -> run(network, command).stream())
        .findFirst();
  }

  private static Optional<PacketCapture> run(NetworkNamespace network, List<String> command) {
    try {
      var builder = new ProcessBuilder(network.inside(command));
      Command.setEnvironment(builder.environment());
      var tool = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var capture = new PacketCapture(network, tool);
      Thread.ofPlatform().daemon().name("capture").start(capture::read);
      if (capture.awaitMarker("begin")) {
        return Optional.of(capture);
      }
      capture.close();
      return Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Waits until every packet that has been sent so far has arrived here. */
  void catchUp() {
    if (!awaitMarker("end")) {
      throw new ScenarioException("the capture cannot be finished: " + failure);
    }
  }

  /** Sends a marker until one arrives: the first may precede the begin of the capture. */
  private boolean awaitMarker(String marker) {
    lock.lock();
    try {
      long deadline = System.nanoTime() + Waiting.LIMIT.toNanos();
      while (!markers.contains(marker) && failure == null) {
        if (System.nanoTime() > deadline) {
          failure = "it is more than %d s behind".formatted(Waiting.LIMIT.toSeconds());
        }
        network.sendMarker(marker);
        awaitChange(marker);
      }
      return failure == null;
    } catch (IOException e) {
      throw new ScenarioException("the network namespace is gone: " + e.getMessage());
    } catch (InterruptedException e) {
      throw ScenarioException.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private void awaitChange(String marker) throws InterruptedException {
    long left = MARKER_INTERVAL.toNanos();
    while (left > 0 && !markers.contains(marker) && failure == null) {
      left = changed.awaitNanos(left);
    }
  }

  /** The TCP segments so far. */
  @Locked("lock")
  List<CapturedFrame> frames() {
    return List.copyOf(frames);
  }

  private void read() {
    try {
      CaptureReader.read(tool.getInputStream(), this::take);
      fail("its tool has exited");
    } catch (IOException | RuntimeException e) {
      fail("the capture cannot be read: " + e.getMessage());
    }
  }

  @Locked("lock")
  private void take(CapturedFrame frame) {
    if (Segment.decode(frame).isPresent()) {
      frames.add(frame);
    } else {
      marker(frame).ifPresent(markers::add);
    }
    changed.signalAll();
  }

  @Locked("lock")
  private void fail(String message) {
    failure = message;
    changed.signalAll();
  }

  /** The payload of a datagram: after the header of UDP. */
  private static Optional<String> marker(CapturedFrame frame) {
    return IpPacket.decode(frame)
        .filter(packet -> packet.protocol() == IpPacket.UDP)
        .map(packet -> UTF_8.decode(packet.data().position(8)).toString().strip());
  }

  @Override
  public void close() {
    tool.destroyForcibly();
    try {
      tool.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
