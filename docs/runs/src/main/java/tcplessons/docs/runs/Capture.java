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

/**
 * What passes on the loopback of a namespace, read from tcpdump while it happens.
 *
 * <p>Packets arrive here a moment late. A mark, a datagram sent through the same interface, tells
 * that everything before it has arrived: the first one proves that the capture has begun.
 */
final class Capture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Network network;
  private final Process tcpdump;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Frame> frames = new ArrayList<>();
  private final Set<String> marks = new HashSet<>();
  private String failure;

  private Capture(Network network, Process tcpdump) {
    this.network = network;
    this.tcpdump = tcpdump;
  }

  /** Begins to capture; empty where tcpdump is missing or not allowed to. */
  static Optional<Capture> of(Network network) {
    if (Tools.find("tcpdump").isEmpty()) {
      return Optional.empty();
    }
    var command =
        List.of(
            Tools.need("tcpdump").toString(),
            "--interface=lo",
            "--immediate-mode",
            "--packet-buffered",
            "--relinquish-privileges=root",
            "-n",
            "-w",
            "-",
            "tcp or udp dst port " + Network.MARK_PORT);
    try {
      var tcpdump = new ProcessBuilder(network.inside(command)).redirectErrorStream(false).start();
      var capture = new Capture(network, tcpdump);
      Thread.ofPlatform().daemon().name("capture").start(capture::read);
      try (var said = tcpdump.errorReader(UTF_8)) {
        String line = said.readLine();
        while (line != null && !line.contains("listening on")) {
          line = said.readLine();
        }
        if (line == null) {
          capture.close();
          return Optional.empty();
        }
      }
      capture.catchUp("begin");
      return Optional.of(capture);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Waits until everything that has been sent so far is here. */
  void catchUp(String mark) {
    network.mark(mark);
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!marks.contains(mark)) {
        if (failure != null || left <= 0) {
          throw new StageException(
              failure != null ? failure : "tcpdump is more than " + PATIENCE + " behind");
        }
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StageException("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** The TCP segments so far. */
  @Locked("lock")
  List<Frame> frames() {
    return List.copyOf(frames);
  }

  private void read() {
    try {
      Pcap.read(tcpdump.getInputStream(), this::take);
      fail("tcpdump has ended");
    } catch (IOException | RuntimeException e) {
      fail("the capture cannot be read: " + e.getMessage());
    }
  }

  @Locked("lock")
  private void take(Frame frame) {
    if (Packet.decode(frame).isPresent()) {
      frames.add(frame);
    } else {
      marks.add(markOf(frame));
    }
    news.signalAll();
  }

  @Locked("lock")
  private void fail(String message) {
    failure = message;
    news.signalAll();
  }

  /** A mark's datagram: Ethernet, IPv4 without options, UDP. */
  private static String markOf(Frame frame) {
    int headers = 14 + 20 + 8;
    return new String(frame.bytes(), headers, frame.bytes().length - headers, UTF_8).strip();
  }

  @Override
  public void close() {
    tcpdump.destroyForcibly();
    try {
      tcpdump.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
